package dev.stemma.format;

import static dev.stemma.format.OnnxFiles.BOOL;
import static dev.stemma.format.OnnxFiles.FLOAT;
import static dev.stemma.format.OnnxFiles.INT64;
import static dev.stemma.format.OnnxFiles.STRING;
import static dev.stemma.format.OnnxFiles.UINT8;
import static dev.stemma.format.OnnxFiles.floats;
import static dev.stemma.format.OnnxFiles.function;
import static dev.stemma.format.OnnxFiles.graph;
import static dev.stemma.format.OnnxFiles.graphAttribute;
import static dev.stemma.format.OnnxFiles.longs;
import static dev.stemma.format.OnnxFiles.model;
import static dev.stemma.format.OnnxFiles.node;
import static dev.stemma.format.OnnxFiles.shell;
import static dev.stemma.format.OnnxFiles.tensor;
import static dev.stemma.format.OnnxFiles.tensorAttribute;
import static dev.stemma.format.OnnxFiles.withFunctions;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.stemma.format.Tensor.Layout;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Where the tensors of an ONNX file lie. */
final class OnnxTableTest {
    private static Proto around(Proto... initializers) {
        return model(graph(List.of(), List.of(), List.of(), initializers));
    }

    private static TensorTable table(Proto model) throws IOException {
        return TensorTable.of(Bytes.of(model.toBytes()));
    }

    private static byte[] data(Proto model, Tensor tensor) {
        return Arrays.copyOfRange(model.toBytes(), (int) tensor.offset(), (int) tensor.end());
    }

    private static Tensor only(Proto tensor) throws IOException {
        List<Tensor> tensors = table(around(tensor)).tensors();
        assertEquals(1, tensors.size());
        return tensors.getFirst();
    }

    private static void assertLeftOut(Proto tensor) throws IOException {
        TensorTable table = table(around(tensor, tensor("next", UINT8, new byte[] {9}, 1)));
        assertEquals(List.of("next"), table.tensors().stream().map(Tensor::name).toList());
    }

    private static void assertOpaque(Proto model) throws IOException {
        assertSame(TensorTable.OPAQUE, table(model));
    }

    @Test
    void rawDataLieWhereTheTableSays() throws IOException {
        Proto model = around(
                tensor("w", FLOAT, floats(1, 2, 3, 4, 5, 6), 2, 3),
                tensor("scale", FLOAT, floats(0.5f)),
                tensor("zero", UINT8, new byte[] {7}, 1));
        List<Tensor> tensors = table(model).tensors();
        assertEquals(
                List.of("w", "scale", "zero"),
                tensors.stream().map(Tensor::name).toList());
        assertEquals(
                List.of(List.of(2L, 3L), List.of(), List.of(1L)),
                tensors.stream().map(Tensor::dims).toList());
        assertEquals(
                List.of(ElementType.F32, ElementType.F32, ElementType.U8),
                tensors.stream().map(Tensor::type).toList());
        assertArrayEquals(floats(1, 2, 3, 4, 5, 6), data(model, tensors.get(0)));
        assertArrayEquals(floats(0.5f), data(model, tensors.get(1)));
        assertArrayEquals(new byte[] {7}, data(model, tensors.get(2)));
    }

    @Test
    void everyElementTypeOfTheFormatHasItsOwn() throws IOException {
        ElementType[] types = {
            ElementType.F32, ElementType.U8, ElementType.I8, ElementType.U16, ElementType.I16, ElementType.I32,
            ElementType.I64, ElementType.OTHER, ElementType.BOOL, ElementType.F16, ElementType.F64, ElementType.U32,
            ElementType.U64, ElementType.OTHER, ElementType.OTHER, ElementType.BF16, ElementType.F8, ElementType.F8,
            ElementType.F8, ElementType.F8, ElementType.OTHER, ElementType.OTHER, ElementType.OTHER, ElementType.F8
        };
        for (int type = 1; type <= types.length; type++) {
            if (type == STRING) {
                continue;
            }
            byte[] raw = new byte[(int) TensorLayout.rawBytes(3, type)];
            Tensor tensor = only(tensor("t", type, raw, 3));
            assertEquals(types[type - 1], tensor.type());
            assertEquals(raw.length, tensor.sizeBytes());
            if (tensor.type() != ElementType.OTHER) {
                assertEquals(raw.length * 8, 3 * tensor.type().bits());
            }
        }
    }

    @Test
    void packedFloatsArePlain() throws IOException {
        Proto packed = shell("f", FLOAT, 2).bytes(4, floats(1.5f, -2));
        Tensor tensor = only(packed);
        assertEquals(Layout.PLAIN, tensor.layout());
        assertEquals(ElementType.F32, tensor.type());
        assertArrayEquals(floats(1.5f, -2), data(around(packed), tensor));
        assertEquals(16, only(shell("d", 11, 2).bytes(10, new byte[16])).sizeBytes());
        assertEquals(4, only(shell("one", FLOAT).single(4, 3)).sizeBytes());
    }

    @Test
    void packedIntegersAreVarints() throws IOException {
        byte[] numbers = new Proto().varint(7).varint(300).varint(-1).toBytes();
        Proto packed = shell("i", INT64, 3).bytes(7, numbers);
        Tensor tensor = only(packed);
        assertEquals(Layout.VARINTS, tensor.layout());
        assertEquals(ElementType.I64, tensor.type());
        assertEquals(List.of(3L), tensor.dims());
        assertArrayEquals(numbers, data(around(packed), tensor));
        assertEquals(
                ElementType.U8,
                only(shell("u", UINT8, 2).bytes(5, new byte[] {1, 2})).type());
        assertEquals(
                ElementType.BOOL,
                only(shell("b", BOOL, 2).bytes(5, new byte[] {1, 0})).type());
        assertEquals(
                ElementType.U32,
                only(shell("u", 12, 2).bytes(11, new byte[] {1, 0})).type());
    }

    @Test
    void dataThatLieInSeveralPlacesAreLeftOut() throws IOException {
        assertLeftOut(shell("f", FLOAT, 2).single(4, 1).single(4, 2));
        assertLeftOut(shell("f", FLOAT, 2).bytes(4, floats(1)).bytes(4, floats(2)));
        assertLeftOut(shell("f", FLOAT, 2).bytes(4, floats(1)).single(4, 2));
        assertLeftOut(shell("i", INT64, 2).number(7, 1).number(7, 2));
        assertLeftOut(shell("i", INT64, 2).bytes(7, new byte[] {1}).number(7, 2));
    }

    @Test
    void stringsAndEmptyTensorsAreLeftOut() throws IOException {
        assertLeftOut(shell("s", STRING, 1).text(6, "hi"));
        assertLeftOut(tensor("none", FLOAT, new byte[0], 0, 3));
        assertLeftOut(shell("none", FLOAT, 0));
    }

    @Test
    void tensorsAreFoundWhereverTheyStand() throws IOException {
        Proto constant = node("Constant", List.of(), List.of("c"), tensorAttribute("value", byteTensor("attribute")));
        Proto branch = graph(List.of(constant), List.of(), List.of(), byteTensor("inner"));
        Proto sparse = new Proto()
                .message(1, tensor("values", FLOAT, floats(1), 1))
                .message(2, tensor("indices", INT64, longs(3), 1))
                .number(3, 9);
        Proto many = new Proto().text(1, "values").message(10, byteTensor("listed"));
        Proto step = new Proto().message(2, graph(List.of(), List.of(), List.of(), byteTensor("training")));
        Proto main = graph(
                        List.of(node("If", List.of("b"), List.of("y"), graphAttribute("then_branch", branch), many)),
                        List.of(),
                        List.of(),
                        byteTensor("main"))
                .message(15, sparse);
        Proto bodied = function(
                "F",
                List.of(node("Constant", List.of(), List.of("y"), tensorAttribute("value", byteTensor("function")))));
        Proto model = withFunctions(model(main), List.of(bodied)).message(20, step);
        assertEquals(
                List.of("attribute", "inner", "listed", "main", "values", "indices", "function", "training"),
                table(model).tensors().stream().map(Tensor::name).toList());
    }

    private static Proto byteTensor(String name) {
        return tensor(name, UINT8, new byte[] {1}, 1);
    }

    @Test
    void dataInOtherFilesAreListedApart() throws IOException {
        Proto placed = external("w", "weights.bin", "offset", "4096", "length", "24", "checksum", "abc");
        TensorTable table = table(around(placed, external("v", "weights.bin")));
        assertEquals(List.of(), table.tensors());
        assertEquals(
                List.of(
                        new TensorTable.External(
                                "weights.bin",
                                new Tensor("w", ElementType.F32, List.of(2L, 3L), Layout.PLAIN, 4096, 24)),
                        new TensorTable.External(
                                "weights.bin", new Tensor("v", ElementType.F32, List.of(2L, 3L), Layout.PLAIN, 0, 24))),
                table.external());
    }

    private static Proto external(String name, String location, String... more) {
        Proto tensor = shell(name, FLOAT, 2, 3)
                .message(13, new Proto().text(1, "location").text(2, location));
        for (int i = 0; i < more.length; i += 2) {
            tensor.message(13, new Proto().text(1, more[i]).text(2, more[i + 1]));
        }
        return tensor.number(14, 1);
    }

    @Test
    void placesInOtherFilesThatAreNoNumbersMakeTheFileOpaque() throws IOException {
        for (String offset : List.of("-1", "0x10", "1e3", "", " 1", "9223372036854775808", "\u0661")) {
            assertOpaque(around(external("w", "weights.bin", "offset", offset)));
        }
        assertOpaque(around(external("w", "weights.bin", "offset", "9223372036854775800")));
        assertOpaque(around(external("w", "weights.bin", "length", "23")));
        assertOpaque(around(external("w", "weights.bin", "length", "-24")));
        assertOpaque(around(external("w", "weights.bin", "offset", "0", "offset", "0")));
        assertOpaque(around(external("w", "")));
    }

    @Test
    void aModelThatIsNotSoundIsOpaque() throws IOException {
        assertOpaque(around(tensor("w", FLOAT, floats(1, 2), 1L << 32, 1L << 32)));
        assertOpaque(around(tensor("w", FLOAT, floats(1, 2), 3)));
        assertOpaque(around(shell("i", INT64, 3).bytes(7, new byte[] {1, 2})));
        assertOpaque(around(byteTensor("w"), byteTensor("w")));
    }

    @Test
    void manyPackedNumbersAreJudgedByTheirSizeUnread() throws IOException {
        byte[] numbers = new byte[5000];
        Arrays.fill(numbers, (byte) 1);
        Proto model = around(shell("i", INT64, 5000).bytes(7, numbers));
        long start = table(model).tensors().getFirst().offset();
        Forbidden file = new Forbidden(model.toBytes(), start, start + 5000);
        assertEquals(5000, TensorTable.of(file).tensors().getFirst().sizeBytes());
        assertOpaque(around(shell("i", INT64, 5001).bytes(7, numbers)));
        assertOpaque(around(shell("i", INT64, 499).bytes(7, numbers)));
    }

    @Test
    void weightsAreNeverRead() throws IOException {
        Proto model =
                around(tensor("a", FLOAT, new byte[400_000], 100_000), tensor("b", FLOAT, new byte[400_000], 100_000));
        List<Tensor> tensors = table(model).tensors();
        Forbidden file = new Forbidden(
                model.toBytes(),
                tensors.stream()
                        .flatMapToLong(t -> LongStream.of(t.offset(), t.end()))
                        .toArray());
        assertEquals(tensors, TensorTable.of(file).tensors());
    }

    @Test
    void modelsReadInCrumbsHaveTheSameTable() throws IOException {
        Proto model = around(tensor("a", FLOAT, floats(1, 2), 2), external("w", "weights.bin", "offset", "7"));
        assertEquals(table(model), TensorTable.of(Crumbs.of(Bytes.of(model.toBytes()), 1)));
    }
}
