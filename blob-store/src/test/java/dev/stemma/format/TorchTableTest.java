package dev.stemma.format;

import static dev.stemma.format.TorchZipFiles.ascii;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.stemma.blob.Seed;
import dev.stemma.format.Tensor.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where the tensors of a PyTorch archive lie, and what its pickle says they are. */
final class TorchTableTest {
    private static TensorTable table(byte[] file) throws IOException {
        return TensorTable.of(Bytes.of(file));
    }

    /** An archive of this pickle and these storages of zeros. */
    private static List<Tensor> tensors(byte[] pickle, int... storages) throws IOException {
        ZipFiles zip = new ZipFiles().entry("m/data.pkl", pickle);
        for (int i = 0; i < storages.length; i++) {
            zip.entry("m/data/" + i, new byte[storages[i]]);
        }
        return table(zip.end().toBytes()).tensors();
    }

    private static String described(List<Tensor> tensors) {
        List<String> all = new ArrayList<>();
        tensors.forEach(tensor -> all.add(tensor.name() + " " + tensor.type() + " " + tensor.dims()));
        return String.join(", ", all);
    }

    @Test
    void dataLieWhereTheTableSays() throws IOException {
        byte[] file = new TorchZipFiles("model")
                .tensor("layer.weight", "FloatStorage", OnnxFiles.floats(1, 2, 3, 4, 5, 6), 2, 3)
                .tensor("none", "FloatStorage", new byte[0], 0, 5)
                .tensor("steps", "LongStorage", OnnxFiles.longs(7))
                .toBytes();
        List<Tensor> tensors = table(file).tensors();
        assertEquals("layer.weight F32 [2, 3], steps I64 []", described(tensors));
        assertArrayEquals(OnnxFiles.floats(1, 2, 3, 4, 5, 6), data(file, tensors.get(0)));
        assertArrayEquals(OnnxFiles.longs(7), data(file, tensors.get(1)));
        tensors.forEach(tensor -> {
            assertEquals(0, tensor.offset() % 64);
            assertEquals(Layout.PLAIN, tensor.layout());
        });
    }

    private static byte[] data(byte[] file, Tensor tensor) {
        return Arrays.copyOfRange(file, (int) tensor.offset(), (int) tensor.end());
    }

    @Test
    void everyStorageHasItsType() throws IOException {
        String[] types = {
            "DoubleStorage 8 F64",
            "FloatStorage 4 F32",
            "HalfStorage 2 F16",
            "BFloat16Storage 2 BF16",
            "LongStorage 8 I64",
            "IntStorage 4 I32",
            "ShortStorage 2 I16",
            "CharStorage 1 I8",
            "ByteStorage 1 U8",
            "BoolStorage 1 BOOL",
            "QInt8Storage 1 I8",
            "QUInt8Storage 1 U8",
            "QInt32Storage 4 I32",
            "ComplexFloatStorage 8 OTHER",
            "ComplexDoubleStorage 16 OTHER"
        };
        for (String line : types) {
            String[] words = line.split(" ", -1);
            int size = Integer.parseInt(words[1]);
            byte[] file = new TorchZipFiles("m")
                    .tensor("t", words[0], new byte[3 * size], 3)
                    .toBytes();
            assertEquals("t " + words[2] + " [3]", described(table(file).tensors()));
            byte[] longer = new TorchZipFiles("m")
                    .tensor("t", words[0], new byte[3 * size + 1], 3)
                    .toBytes();
            assertSame(TensorTable.OPAQUE, table(longer));
        }
        byte[] unknown =
                new TorchZipFiles("m").tensor("t", "NewStorage", new byte[3], 3).toBytes();
        assertEquals("data/0 OTHER [3]", described(table(unknown).tensors()));
    }

    @Test
    void theDtypeTellsWhatAnUntypedStorageHolds() throws IOException {
        assertEquals("t U16 [2, 3]", described(tensors(untyped("uint16", 12, "uint16"), 12)));
        assertEquals("t F8 [2, 3]", described(tensors(untyped("float8_e5m2", 6, "float8_e5m2"), 6)));
        assertEquals("data/0 OTHER [12]", described(tensors(untyped("float4", 12, "float4"), 12)));
        assertEquals("data/0 OTHER [12]", described(tensors(untyped("uint16", 12, "int16"), 12)));
    }

    /** Two tensors of six elements each that share a storage. */
    private static byte[] untyped(String dtype, int bytes, String otherDtype) {
        Pickle pickle = Pickle.begun().codes("}(");
        for (String type : List.of(dtype, otherDtype)) {
            pickle.text("t")
                    .global("torch._utils", "_rebuild_tensor_v3")
                    .codes("(")
                    .storage("UntypedStorage", "0", bytes)
                    .whole(0)
                    .wholes(2, 3)
                    .wholes(3, 1)
                    .raw(0x89)
                    .codes("N")
                    .global("torch", type)
                    .codes("tR");
        }
        return pickle.codes("u").end();
    }

    @Test
    void tensorsThatShareAStorageAreOneOfItsType() throws IOException {
        byte[] parts = Pickle.begun()
                .codes("}(")
                .text("a")
                .view("FloatStorage", "0", 8, 0, new long[] {4}, new long[] {1})
                .text("b")
                .view("FloatStorage", "0", 8, 4, new long[] {4}, new long[] {1})
                .codes("u")
                .end();
        assertEquals("data/0 F32 [8]", described(tensors(parts, 32)));
        byte[] tied = Pickle.begun()
                .codes("}(")
                .text("in")
                .tensor("FloatStorage", "0", 2, 4)
                .text("out")
                .tensor("FloatStorage", "0", 8)
                .codes("u")
                .end();
        assertEquals("in F32 [2, 4]", described(tensors(tied, 32)));
    }

    @Test
    void aTurnedViewIsDescribedAsItLies() throws IOException {
        long[][] wholes = {{3, 2}, {1, 3}, {2, 4, 3}, {1, 6, 2}, {1, 6}, {99, 1}, {6, 1, 1}, {1, 7, 7}};
        String[] described = {"[2, 3]", "[4, 3, 2]", "[1, 6]", "[6, 1, 1]"};
        for (int i = 0; i < described.length; i++) {
            long[] sizes = wholes[2 * i];
            byte[] pickle = Pickle.begun()
                    .codes("}")
                    .text("t")
                    .view("ByteStorage", "0", Pickle.product(sizes), 0, sizes, wholes[2 * i + 1])
                    .codes("s")
                    .end();
            assertEquals("t U8 " + described[i], described(tensors(pickle, (int) Pickle.product(sizes))));
        }
        long[][] parts = {{3}, {2}, {3, 2}, {1, 1}, {2, 2}, {2, 1}, {6}, {0}, {6}, {-1}, {7}, {1}, {6, 1}, {1}};
        for (int i = 0; i < parts.length; i += 2) {
            byte[] pickle = Pickle.begun()
                    .codes("}")
                    .text("t")
                    .view("ByteStorage", "0", 6, 0, parts[i], parts[i + 1])
                    .codes("s")
                    .end();
            assertEquals("data/0 U8 [6]", described(tensors(pickle, 6)));
        }
    }

    @Test
    void theWayToATensorIsItsName() throws IOException {
        byte[] pickle = Pickle.begun()
                .codes("}(")
                .text("model")
                .codes("}(")
                .text("a.weight")
                .tensor("ByteStorage", "0", 8)
                .text("list")
                .codes("](N")
                .tensor("ByteStorage", "1", 8)
                .codes("(")
                .tensor("ByteStorage", "2", 8)
                .codes("teu")
                .whole(7)
                .codes("}")
                .text("step")
                .tensor("ByteStorage", "3", 8)
                .codes("s")
                .text("net")
                .global("__main__", "Net")
                .codes(")\u0081}(")
                .text("_modules")
                .codes("}")
                .text("l1")
                .global("torch.nn", "Linear")
                .codes(")\u0081}")
                .text("_parameters")
                .codes("}")
                .text("weight")
                .global("torch._utils", "_rebuild_parameter")
                .codes("(")
                .tensor("ByteStorage", "4", 8)
                .raw(0x88)
                .codes("}tRssbsubu")
                .end();
        assertEquals(
                "model.a.weight U8 [8], model.list.1 U8 [8], model.list.2.0 U8 [8], 7.step U8 [8], net.l1.weight U8 [8]",
                described(tensors(pickle, 8, 8, 8, 8, 8)));
        assertEquals(
                "data/0 U8 [2]",
                described(tensors(Pickle.begun().tensor("ByteStorage", "0", 2).end(), 2)));
    }

    @Test
    void whatThePickleDoesNotSpeakOfIsBytes() throws IOException {
        assertEquals(
                "data/0 OTHER [5]", described(tensors(Pickle.begun().codes("N").end(), 5)));
    }

    @Test
    void constantsOfTorchScriptAreTensorsToo() throws IOException {
        byte[] constants =
                Pickle.begun().tensor("FloatStorage", "0", 2).raw(0x85).end();
        byte[] object = Pickle.begun()
                .global("__torch__", "Net")
                .codes(")\u0081}(")
                .text("weight")
                .tensor("HalfStorage", "0", 2)
                .codes("ub")
                .end();
        byte[] file = new ZipFiles()
                .entry("net/data/0", new byte[4])
                .entry("net/data.pkl", object)
                .entry("net/code/__torch__.py", 8, new byte[9])
                .entry("net/constants/0", new byte[8])
                .entry("net/constants.pkl", constants)
                .entry("net/version", ascii("3\n"))
                .end()
                .toBytes();
        assertEquals(ModelFormat.TORCH, ModelFormat.detect(Bytes.of(file)));
        assertEquals(
                "weight F16 [2], constants.0 F32 [2]", described(table(file).tensors()));
    }

    @Test
    void bigEndianElementsAreOpaque() throws IOException {
        byte[] file = new TorchZipFiles("m")
                .order("big")
                .tensor("t", "FloatStorage", new byte[8], 2)
                .toBytes();
        assertEquals("t OTHER [2]", described(table(file).tensors()));
    }

    @Test
    void otherArchivesHaveNoTensors() throws IOException {
        byte[] npz = new ZipFiles().entry("x.npy", new byte[100]).end32().toBytes();
        assertEquals(ModelFormat.ZIP, ModelFormat.detect(Bytes.of(npz)));
        assertSame(TensorTable.OPAQUE, table(npz));
        byte[] other = new ZipFiles().entry("m/data/0", new byte[100]).end32().toBytes();
        assertSame(TensorTable.OPAQUE, table(other));
        assertSame(TensorTable.OPAQUE, table(new ZipFiles().end32().toBytes()));
        assertSame(TensorTable.OPAQUE, table(new ZipFiles().end().toBytes()));
    }

    @Test
    void anArchiveRewrittenByAnotherToolIsReadAsWell() throws IOException {
        byte[] pickle = Pickle.begun()
                .codes("}")
                .text("t")
                .tensor("ByteStorage", "0", 8)
                .codes("s")
                .end();
        ZipFiles zip = new ZipFiles()
                .alignment(1)
                .entry("m/")
                .entry("m/readme", 8, new byte[20])
                .entry("m/data/0", new byte[8])
                .entry("m/data/1", 8, new byte[8])
                .entry("m/data.pkl", pickle);
        SparseBytes file = zip.end32();
        byte[] bytes = file.toBytes();
        assertEquals(ModelFormat.ZIP, ModelFormat.detect(Bytes.of(bytes)));
        assertEquals("t U8 [8]", described(table(bytes).tensors()));
        byte[] commented = Arrays.copyOf(bytes, bytes.length + 5);
        commented[bytes.length - 2] = 5;
        assertEquals("t U8 [8]", described(table(commented).tensors()));
    }

    @Test
    void dataAreNeverRead() throws IOException {
        byte[] file = new TorchZipFiles("m")
                .tensor("a", "ByteStorage", new byte[100_000], 100_000)
                .tensor("b", "ByteStorage", new byte[200_000], 200_000)
                .toBytes();
        TensorTable table = table(file);
        long[] ranges = table.tensors().stream()
                .flatMapToLong(t -> java.util.stream.LongStream.of(t.offset(), t.end()))
                .toArray();
        assertEquals(4, ranges.length);
        assertEquals(table, TensorTable.of(new Forbidden(file, ranges)));
        assertEquals(table, TensorTable.of(Crumbs.of(Bytes.of(file), 1)));
    }

    @Test
    void anyStateDictIsFoundAsItWasWritten() throws IOException {
        Random random = Seed.random("anyStateDictIsFoundAsItWasWritten");
        String[] types = {"ByteStorage", "HalfStorage", "FloatStorage", "DoubleStorage"};
        for (int round = 0; round < 300; round++) {
            TorchZipFiles made = new TorchZipFiles("r" + "x".repeat(random.nextInt(80)));
            List<String> expected = new ArrayList<>();
            List<byte[]> data = new ArrayList<>();
            int tensors = random.nextInt(20);
            for (int i = 0; i < tensors; i++) {
                int type = random.nextInt(types.length);
                long[] dims = random.longs(random.nextInt(5), 0, 5).toArray();
                byte[] raw = new byte[(int) Pickle.product(dims) << type];
                random.nextBytes(raw);
                made.tensor("n" + i, types[type], raw, dims);
                if (raw.length > 0) {
                    ElementType element = ElementType.valueOf(type == 0 ? "U8" : "F" + (8 << type));
                    expected.add("n" + i + " " + element + " " + Arrays.toString(dims));
                    data.add(raw);
                }
            }
            byte[] file = made.toBytes();
            List<Tensor> found = table(file).tensors();
            assertEquals(String.join(", ", expected), described(found));
            for (int i = 0; i < found.size(); i++) {
                assertArrayEquals(data.get(i), data(file, found.get(i)));
            }
        }
    }
}
