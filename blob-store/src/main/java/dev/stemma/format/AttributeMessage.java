package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;

/** AttributeProto: tensors and graphs hide here too. */
final class AttributeMessage extends OnnxMessage {
    private static final FieldTypes FIELDS = FieldTypes.none()
            .with(Coding.BYTES, 1, 4, 9, 13, 21)
            .with(Coding.FLOAT, 2, 7)
            .with(Coding.VARINT, 3, 8, 20)
            .with(Coding.ONE_MESSAGE, 5, 6, 14, 22)
            .with(Coding.MESSAGE, 10, 11, 15, 23);

    private final FunctionCalls.Body body;
    private final int level;

    AttributeMessage(OnnxScan scan, FunctionCalls.Body body, int level) {
        super(scan, FIELDS);
        this.body = body;
        this.level = level;
    }

    @Override
    Message child(int field) throws FormatException {
        return switch (field) {
            case 5, 10 -> new TensorMessage(scan, tensor -> {});
            case 6, 11 -> GraphMessage.sub(scan, body, level + 1);
            case 14, 15 -> new TypeMessage(scan, type -> {});
            case 22, 23 -> new SparseMessage(scan, tensor -> {});
            default -> Ignored.MESSAGE;
        };
    }

    @Override
    void bytes(int field, WireReader in, long length) throws IOException, FormatException {
        if (field == 1 || field == 21) {
            in.name(length);
        }
    }
}
