package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;

/** FunctionProto. */
final class FunctionMessage extends OnnxMessage {
    private static final FieldTypes FIELDS =
            FieldTypes.none().with(Coding.BYTES, 1, 4, 5, 6, 8, 10, 13).with(Coding.MESSAGE, 7, 9, 11, 12, 14);

    private final FunctionCalls functions;
    private final FunctionCalls.Body body = new FunctionCalls.Body();
    private String name = "";
    private String domain = "";
    private String overload = "";

    FunctionMessage(OnnxScan scan, FunctionCalls functions) {
        super(scan, FIELDS);
        this.functions = functions;
    }

    @Override
    Message child(int field) {
        return switch (field) {
            case 7 -> new NodeMessage(scan, body, 0);
            case 11 -> new AttributeMessage(scan, body, 0);
            case 12 -> new ValueMessage(scan, value -> {});
            default -> Ignored.MESSAGE;
        };
    }

    @Override
    void bytes(int field, WireReader in, long length) throws IOException, FormatException {
        switch (field) {
            case 1 -> name = in.name(length);
            case 4, 5, 6 -> in.name(length);
            case 10 -> domain = in.name(length);
            case 13 -> overload = in.name(length);
            default -> {}
        }
    }

    @Override
    void end() throws FormatException {
        functions.define(FunctionCalls.key(domain, name, overload), body);
    }
}
