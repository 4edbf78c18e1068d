package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;
import java.util.List;

/** ValueInfoProto. */
final class ValueMessage extends OnnxMessage {
    private static final FieldTypes FIELDS = FieldTypes.none()
            .with(Coding.BYTES, 1, 3)
            .with(Coding.ONE_MESSAGE, 2)
            .with(Coding.MESSAGE, 4);

    /** Takes what was read. */
    interface Sink {
        void value(OnnxValue value) throws FormatException;
    }

    private final Sink sink;
    private String name = "";
    private OnnxValue type = new OnnxValue("", 0, false, List.of());

    ValueMessage(OnnxScan scan, Sink sink) {
        super(scan, FIELDS);
        this.sink = sink;
    }

    @Override
    Message child(int field) {
        return field == 2 ? new TypeMessage(scan, read -> type = read) : Ignored.MESSAGE;
    }

    @Override
    void bytes(int field, WireReader in, long length) throws IOException, FormatException {
        if (field == 1) {
            name = in.name(length);
        }
    }

    @Override
    void end() throws FormatException {
        sink.value(new OnnxValue(name, type.elementType(), type.ranked(), type.dims()));
    }
}
