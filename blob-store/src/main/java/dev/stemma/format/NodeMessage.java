package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;

/** NodeProto. */
final class NodeMessage extends OnnxMessage {
    private static final FieldTypes FIELDS =
            FieldTypes.none().with(Coding.BYTES, 1, 2, 3, 4, 6, 7, 8).with(Coding.MESSAGE, 5, 9, 10);

    private final FunctionCalls.Body body;
    private final int level;
    private String operator = "";
    private String domain = "";
    private String overload = "";

    NodeMessage(OnnxScan scan, FunctionCalls.Body body, int level) {
        super(scan, FIELDS);
        this.body = body;
        this.level = level;
    }

    @Override
    Message child(int field) {
        return field == 5 ? new AttributeMessage(scan, body, level) : Ignored.MESSAGE;
    }

    @Override
    void bytes(int field, WireReader in, long length) throws IOException, FormatException {
        switch (field) {
            case 1, 2, 3 -> in.name(length);
            case 4 -> operator = in.name(length);
            case 7 -> domain = in.name(length);
            case 8 -> overload = in.name(length);
            default -> {}
        }
    }

    @Override
    void end() throws FormatException {
        scan.node(FunctionCalls.key(domain, operator, ""));
        body.call(FunctionCalls.key(domain, operator, overload));
    }
}
