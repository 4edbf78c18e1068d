package dev.stemma.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Parts of ONNX models, and small whole ones. */
public final class OnnxFiles {
    /** TensorProto.DataType. */
    public static final int FLOAT = 1;

    public static final int UINT8 = 2;
    public static final int INT64 = 7;
    public static final int STRING = 8;
    public static final int BOOL = 9;

    private OnnxFiles() {}

    /** Little-endian floats. */
    public static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    /** Little-endian longs. */
    public static byte[] longs(long... values) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            buffer.putLong(value);
        }
        return buffer.array();
    }

    /** A tensor without data. */
    public static Proto shell(String name, int type, long... dims) {
        Proto tensor = new Proto();
        for (long dim : dims) {
            tensor.number(1, dim);
        }
        return tensor.number(2, type).text(8, name);
    }

    /** A tensor with raw data. */
    public static Proto tensor(String name, int type, byte[] raw, long... dims) {
        return shell(name, type, dims).bytes(9, raw);
    }

    /** A tensor whose data lie elsewhere. */
    public static Proto external(String name, String location) {
        return shell(name, UINT8, 64)
                .message(13, new Proto().text(1, "location").text(2, location))
                .number(14, 1);
    }

    /** A named input or output; a dimension is a Long or a symbol. */
    public static Proto value(String name, int type, Object... dims) {
        Proto shape = new Proto();
        for (Object dim : dims) {
            shape.message(
                    1,
                    dim instanceof Number n ? new Proto().number(1, n.longValue()) : new Proto().text(2, (String) dim));
        }
        Proto tensorType = new Proto().number(1, type).message(2, shape);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensorType));
    }

    /** A node. */
    public static Proto node(String operator, List<String> inputs, List<String> outputs, Proto... attributes) {
        return node("", operator, inputs, outputs, attributes);
    }

    /** A node of an operator domain. */
    public static Proto node(
            String domain, String operator, List<String> inputs, List<String> outputs, Proto... attributes) {
        Proto node = new Proto();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        node.text(4, operator);
        for (Proto attribute : attributes) {
            node.message(5, attribute);
        }
        return domain.isEmpty() ? node : node.text(7, domain);
    }

    /** An integer attribute. */
    public static Proto attribute(String name, long value) {
        return new Proto().text(1, name).number(3, value).number(20, 2);
    }

    /** A graph attribute. */
    public static Proto graphAttribute(String name, Proto graph) {
        return new Proto().text(1, name).message(6, graph).number(20, 5);
    }

    /** A tensor attribute. */
    public static Proto tensorAttribute(String name, Proto tensor) {
        return new Proto().text(1, name).message(5, tensor).number(20, 4);
    }

    /** A graph. */
    public static Proto graph(List<Proto> nodes, List<Proto> inputs, List<Proto> outputs, Proto... initializers) {
        Proto graph = new Proto();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, "g");
        for (Proto initializer : initializers) {
            graph.message(5, initializer);
        }
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        return graph;
    }

    /** A model of opset 17 around a graph. */
    public static Proto model(Proto graph) {
        return new Proto().number(1, 8).text(2, "stemma-test").message(7, graph).message(8, new Proto().number(2, 17));
    }

    /** A model whose graph calls functions of the domain {@code d}. */
    public static Proto withFunctions(Proto model, List<Proto> functions) {
        model.message(8, new Proto().text(1, "d").number(2, 1));
        functions.forEach(function -> model.message(25, function));
        return model;
    }

    /** A function of the domain {@code d} from x to y. */
    public static Proto function(String name, List<Proto> nodes) {
        Proto function = new Proto().text(1, name).text(4, "x").text(5, "y");
        nodes.forEach(node -> function.message(7, node));
        return function.message(9, new Proto().number(2, 17))
                .message(9, new Proto().text(1, "d").number(2, 1))
                .text(10, "d");
    }

    /** y = x * w, with w = [2, 3]. */
    public static Proto scaling() {
        return model(graph(
                List.of(node("Mul", List.of("x", "w"), List.of("y"))),
                List.of(value("x", FLOAT, 2)),
                List.of(value("y", FLOAT, 2)),
                tensor("w", FLOAT, floats(2, 3), 2)));
    }

    /** A call of the first of {@code depth} functions, each of which calls the next one. */
    public static Proto functionChain(int depth) {
        return functionTree(depth, 1);
    }

    /** A call of the first of {@code depth} functions, each of which calls the next one {@code width} times in a row. */
    public static Proto functionTree(int depth, int width) {
        List<Proto> functions = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            List<Proto> body = new ArrayList<>();
            for (int j = 0; j < width; j++) {
                List<String> from = List.of(j == 0 ? "x" : "t" + j);
                List<String> to = List.of(j == width - 1 ? "y" : "t" + (j + 1));
                body.add(i == depth - 1 ? node("Relu", from, to) : node("d", "F" + (i + 1), from, to));
            }
            functions.add(function("F" + i, body));
        }
        return withFunctions(
                model(graph(
                        List.of(node("d", "F0", List.of("x"), List.of("y"))),
                        List.of(value("x", FLOAT, 2)),
                        List.of(value("y", FLOAT, 2)))),
                functions);
    }

    /** A loop that never ends. */
    public static Proto endlessLoop() {
        Proto body = graph(
                List.of(
                        node("Identity", List.of("go"), List.of("go_on")),
                        node("Add", List.of("v", "one"), List.of("v_out"))),
                List.of(value("i", INT64), value("go", BOOL), value("v", FLOAT, 1)),
                List.of(value("go_on", BOOL), value("v_out", FLOAT, 1)));
        return model(graph(
                List.of(node("Loop", List.of("", "yes", "x"), List.of("y"), graphAttribute("body", body))),
                List.of(value("x", FLOAT, 1)),
                List.of(value("y", FLOAT, 1)),
                tensor("yes", BOOL, new byte[] {1}),
                tensor("one", FLOAT, floats(1), 1)));
    }

    /** y = x, written out to {@code elements} floats. */
    public static Proto expansion(long elements) {
        return model(graph(
                List.of(node("Expand", List.of("x", "s"), List.of("y"))),
                List.of(value("x", FLOAT, 1)),
                List.of(value("y", FLOAT, "n")),
                tensor("s", INT64, longs(elements), 1)));
    }
}
