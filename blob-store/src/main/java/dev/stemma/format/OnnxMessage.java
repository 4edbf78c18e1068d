package dev.stemma.format;

/** A message of the ONNX format, with the counts that all of them share. */
abstract class OnnxMessage extends Message {
    final OnnxScan scan;

    OnnxMessage(OnnxScan scan, FieldTypes fields) {
        super(fields);
        this.scan = scan;
    }

    @Override
    final void unknown() {
        scan.unknownFields++;
    }
}
