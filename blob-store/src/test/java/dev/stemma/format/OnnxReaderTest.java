package dev.stemma.format;

import static dev.stemma.format.OnnxFiles.BOOL;
import static dev.stemma.format.OnnxFiles.FLOAT;
import static dev.stemma.format.OnnxFiles.UINT8;
import static dev.stemma.format.OnnxFiles.external;
import static dev.stemma.format.OnnxFiles.floats;
import static dev.stemma.format.OnnxFiles.function;
import static dev.stemma.format.OnnxFiles.graph;
import static dev.stemma.format.OnnxFiles.graphAttribute;
import static dev.stemma.format.OnnxFiles.model;
import static dev.stemma.format.OnnxFiles.node;
import static dev.stemma.format.OnnxFiles.tensor;
import static dev.stemma.format.OnnxFiles.tensorAttribute;
import static dev.stemma.format.OnnxFiles.value;
import static dev.stemma.format.OnnxFiles.withFunctions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the reader finds in models that are well formed. */
final class OnnxReaderTest {
    private static OnnxModel read(Proto model) throws Exception {
        return OnnxReader.read(Bytes.of(model.toBytes()));
    }

    @Test
    void summarisesAModel() throws Exception {
        OnnxModel model = read(
                OnnxFiles.scaling().message(14, new Proto().text(1, "author").text(2, "me")));
        assertEquals(8, model.irVersion());
        assertEquals("stemma-test", model.producer());
        assertEquals(Map.of("", 17L), model.opsets());
        assertEquals(Map.of("author", "me"), model.metadata());
        assertEquals(Map.of("Mul", 1L), model.graph().operators());
        assertEquals(
                List.of(new OnnxValue("x", FLOAT, true, List.of(new OnnxValue.Dim(2, "")))),
                model.graph().inputs());
        assertEquals(new OnnxModel.Tensors(1, 2, List.of()), model.tensors());
    }

    @Test
    void namesDimensionsThatMayVary() throws Exception {
        OnnxModel model = read(model(graph(
                List.of(node("Relu", List.of("x"), List.of("y"))),
                List.of(value("x", FLOAT, "batch", 3)),
                List.of(value("y", FLOAT, "batch", 3)))));
        assertEquals("[batch, 3]", model.graph().inputs().getFirst().dims().toString());
        assertEquals(-1, model.graph().inputs().getFirst().dims().getFirst().size());
    }

    @Test
    void leavesInitializersOutOfTheInputs() throws Exception {
        OnnxModel model = read(model(graph(
                List.of(node("Mul", List.of("x", "w"), List.of("y"))),
                List.of(value("x", FLOAT, 2), value("w", FLOAT, 2)),
                List.of(value("y", FLOAT, 2)),
                tensor("w", FLOAT, floats(2, 3), 2))));
        assertEquals(
                List.of("x"),
                model.graph().inputs().stream().map(OnnxValue::name).toList());
    }

    @Test
    void countsNodesOfSubgraphsAndFunctions() throws Exception {
        Proto branch =
                graph(List.of(node("Relu", List.of("x"), List.of("b"))), List.of(), List.of(value("b", FLOAT, 2)));
        OnnxModel model = read(withFunctions(
                model(graph(
                        List.of(
                                node(
                                        "If",
                                        List.of("c"),
                                        List.of("z"),
                                        graphAttribute("then_branch", branch),
                                        graphAttribute("else_branch", branch)),
                                node("d", "Twice", List.of("z"), List.of("y"))),
                        List.of(value("x", FLOAT, 2), value("c", BOOL)),
                        List.of(value("y", FLOAT, 2)))),
                List.of(function("Twice", List.of(node("Add", List.of("x", "x"), List.of("y")))))));
        assertEquals(5, model.graph().nodes());
        assertEquals(
                Map.of("If", 1L, "Relu", 2L, "d:Twice", 1L, "Add", 1L),
                model.graph().operators());
        assertEquals(1, model.graph().depth());
        assertEquals(new OnnxModel.Functions(1, 1, false, 4), model.functions());
    }

    @Test
    void measuresChainsOfFunctions() throws Exception {
        assertEquals(
                new OnnxModel.Functions(1000, 1000, false, 1),
                read(OnnxFiles.functionChain(1000)).functions());
    }

    @Test
    void multipliesOutWhatFunctionsExpandTo() throws Exception {
        List<Proto> functions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Proto call = i == 11
                    ? node("Relu", List.of("x"), List.of("y"))
                    : node("d", "F" + (i + 1), List.of("x"), List.of("y"));
            functions.add(function("F" + i, Collections.nCopies(1000, call)));
        }
        OnnxModel.Functions found = read(withFunctions(
                        model(graph(List.of(node("d", "F0", List.of("x"), List.of("y"))), List.of(), List.of())),
                        functions))
                .functions();
        assertEquals(12, found.depth());
        assertEquals(Long.MAX_VALUE, found.expandedNodes());
    }

    @Test
    void noticesFunctionsThatCallEachOther() throws Exception {
        List<Proto> functions = List.of(
                function("F", List.of(node("d", "G", List.of("x"), List.of("y")))),
                function("G", List.of(node("d", "F", List.of("x"), List.of("y")))));
        Proto caller = graph(List.of(node("d", "F", List.of("x"), List.of("y"))), List.of(), List.of());
        assertTrue(read(withFunctions(model(caller), functions)).functions().cyclic());
        assertFalse(read(OnnxFiles.functionChain(3)).functions().cyclic());
    }

    @Test
    void findsExternalDataWhereverATensorMayStand() throws Exception {
        Proto secret = external("w", "/etc/passwd");
        Proto sparse = new Proto()
                .message(1, secret)
                .message(2, tensor("i", OnnxFiles.INT64, new byte[0], 0))
                .number(3, 64);
        Proto constant = node("Constant", List.of(), List.of("y"), tensorAttribute("value", secret));
        Proto inBranch = graphAttribute("then_branch", graph(List.of(), List.of(), List.of(), secret));
        List<Proto> models = List.of(
                model(graph(List.of(), List.of(), List.of(), secret)),
                model(graph(List.of(constant), List.of(), List.of())),
                model(graph(List.of(node("If", List.of("c"), List.of("y"), inBranch)), List.of(), List.of())),
                model(graph(List.of(), List.of(), List.of()).message(15, sparse)),
                model(graph(
                        List.of(node(
                                "Constant",
                                List.of(),
                                List.of("y"),
                                new Proto().text(1, "v").message(22, sparse))),
                        List.of(),
                        List.of())),
                model(graph(
                        List.of(node(
                                "Constant",
                                List.of(),
                                List.of("y"),
                                new Proto().text(1, "v").message(10, secret))),
                        List.of(),
                        List.of())),
                withFunctions(model(graph(List.of(), List.of(), List.of())), List.of(function("F", List.of(constant)))),
                model(graph(List.of(), List.of(), List.of()))
                        .message(20, new Proto().message(1, graph(List.of(), List.of(), List.of(), secret))));
        for (Proto each : models) {
            assertEquals(
                    List.of(new OnnxModel.External("w", "/etc/passwd")),
                    read(each).tensors().external());
        }
    }

    @Test
    void takesTypedDataInAnyEncoding() throws Exception {
        Proto alone = OnnxFiles.shell("a", FLOAT, 2).single(4, 1).single(4, 2);
        Proto packed = OnnxFiles.shell("b", FLOAT, 2).bytes(4, floats(1, 2));
        Proto small = OnnxFiles.shell("c", UINT8, 3).bytes(5, new byte[] {1, (byte) 0xc8, 1, 3});
        assertEquals(
                7,
                read(model(graph(List.of(), List.of(), List.of(), alone, packed, small)))
                        .tensors()
                        .parameters());
    }

    @Test
    void readsWithoutTouchingTheWeights() throws Exception {
        byte[] file = model(graph(List.of(), List.of(), List.of(), tensor("w", UINT8, new byte[8 << 20], 8 << 20)))
                .toBytes();
        long[] read = new long[1];
        Bytes counting = new Bytes() {
            @Override
            public long size() {
                return file.length;
            }

            @Override
            public void read(long position, byte[] target, int offset, int length) throws java.io.IOException {
                read[0] += length;
                Bytes.of(file).read(position, target, offset, length);
            }
        };
        assertEquals(8 << 20, OnnxReader.read(counting).tensors().parameters());
        assertTrue(read[0] < 200_000, "read " + read[0] + " bytes");
    }

    @Test
    void countsFieldsItDoesNotKnow() throws Exception {
        assertEquals(1, read(OnnxFiles.scaling().text(9999, "who knows")).unknownFields());
    }
}
