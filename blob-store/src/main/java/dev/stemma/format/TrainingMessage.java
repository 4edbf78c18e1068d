package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;

/** TrainingInfoProto: its graphs are held to the same rules as the main one. */
final class TrainingMessage extends OnnxMessage {
    private static final FieldTypes FIELDS =
            FieldTypes.none().with(Coding.ONE_MESSAGE, 1, 2).with(Coding.MESSAGE, 3, 4);

    private final FunctionCalls.Body body;

    TrainingMessage(OnnxScan scan, FunctionCalls.Body body) {
        super(scan, FIELDS);
        this.body = body;
    }

    @Override
    Message child(int field) throws FormatException {
        return field <= 2 ? GraphMessage.sub(scan, body, 1) : Ignored.MESSAGE;
    }
}
