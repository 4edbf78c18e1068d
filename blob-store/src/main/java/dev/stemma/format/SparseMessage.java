package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;

/** SparseTensorProto: its values and indices are tensors like any other. */
final class SparseMessage extends OnnxMessage {
    private static final FieldTypes FIELDS =
            FieldTypes.none().with(Coding.ONE_MESSAGE, 1, 2).with(Coding.VARINT, 3);

    private final TensorMessage.Sink values;
    private final TensorLayout shape = new TensorLayout();

    SparseMessage(OnnxScan scan, TensorMessage.Sink values) {
        super(scan, FIELDS);
        this.values = values;
    }

    @Override
    Message child(int field) throws FormatException {
        return new TensorMessage(scan, field == 1 ? values : tensor -> {});
    }

    @Override
    void varint(int field, long value) throws FormatException {
        shape.dim(value);
    }

    @Override
    void packed(int field, WireReader in, long length) throws IOException, FormatException {
        shape.dims(in, length);
    }

    @Override
    void end() throws FormatException {
        shape.elements();
    }
}
