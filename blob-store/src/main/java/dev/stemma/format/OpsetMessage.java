package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;

/** OperatorSetIdProto. */
final class OpsetMessage extends OnnxMessage {
    private static final FieldTypes FIELDS =
            FieldTypes.none().with(Coding.BYTES, 1).with(Coding.VARINT, 2);

    /** Takes what was read. */
    interface Sink {
        void opset(String domain, long version) throws FormatException;
    }

    private final Sink sink;
    private String domain = "";
    private long version;

    OpsetMessage(OnnxScan scan, Sink sink) {
        super(scan, FIELDS);
        this.sink = sink;
    }

    @Override
    void bytes(int field, WireReader in, long length) throws IOException, FormatException {
        domain = in.name(length);
    }

    @Override
    void varint(int field, long value) {
        version = value;
    }

    @Override
    void end() throws FormatException {
        sink.opset(domain, version);
    }
}
