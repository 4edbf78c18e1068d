package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** GraphProto: the main graph, or one inside an attribute or a training step. */
final class GraphMessage extends OnnxMessage {
    private static final FieldTypes FIELDS =
            FieldTypes.none().with(Coding.MESSAGE, 1, 5, 11, 12, 13, 14, 15, 16).with(Coding.BYTES, 2, 10);

    private final FunctionCalls.Body body;
    private final int level;
    private final List<OnnxValue> inputs = new ArrayList<>();
    private final List<OnnxValue> outputs = new ArrayList<>();
    private long tensors;

    private GraphMessage(OnnxScan scan, FunctionCalls.Body body, int level) throws FormatException {
        super(scan, FIELDS);
        this.body = body;
        this.level = level;
        scan.enterGraph(level);
    }

    static GraphMessage main(OnnxScan scan, FunctionCalls.Body body) throws FormatException {
        return new GraphMessage(scan, body, 0);
    }

    static GraphMessage sub(OnnxScan scan, FunctionCalls.Body body, int level) throws FormatException {
        return new GraphMessage(scan, body, level);
    }

    @Override
    Message child(int field) throws FormatException {
        return switch (field) {
            case 1 -> new NodeMessage(scan, body, level);
            case 5 -> new TensorMessage(scan, this::initializer);
            case 11 -> new ValueMessage(scan, value -> scan.value(inputs, value));
            case 12 -> new ValueMessage(scan, value -> scan.value(outputs, value));
            case 13 -> new ValueMessage(scan, value -> {});
            case 15 -> new SparseMessage(scan, this::initializer);
            default -> Ignored.MESSAGE;
        };
    }

    @Override
    void bytes(int field, WireReader in, long length) throws IOException, FormatException {
        if (field == 2) {
            in.name(length);
        }
    }

    private void initializer(TensorMessage tensor) throws FormatException {
        if (level == 0) {
            tensors++;
            scan.initializer(tensor.name(), tensor.elements());
        }
    }

    List<OnnxValue> inputs() {
        return inputs;
    }

    List<OnnxValue> outputs() {
        return outputs;
    }

    long tensors() {
        return tensors;
    }
}
