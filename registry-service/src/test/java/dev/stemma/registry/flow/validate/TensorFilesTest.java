package dev.stemma.registry.flow.validate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Tensors in npz and JSON. */
final class TensorFilesTest {
    private static byte[] resource(String name) throws IOException {
        try (InputStream in = TensorFilesTest.class.getResourceAsStream(name)) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static double[] numbers(Tensor tensor) {
        double[] numbers = new double[tensor.elements()];
        Arrays.setAll(numbers, tensor::number);
        return numbers;
    }

    private static List<Tensor> json(String text) throws Unusable {
        return JsonTensors.read("inputs.json", text.getBytes(StandardCharsets.UTF_8), "inputs");
    }

    private static String inputs(String tensor) {
        return "{\"inputs\":[" + tensor + "]}";
    }

    @Test
    void readsWhatNumpyWrites() throws Exception {
        List<Tensor> tensors = Npz.read("numpy.npz", resource("numpy.npz"));
        assertEquals("[a float32[2, 3], b int64[], c string[2], d bool[0, 2]]", tensors.toString());
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, numbers(tensors.getFirst()));
        assertEquals(3, tensors.get(1).number(0));
        assertEquals(List.of("hé", "llo w"), tensors.get(2).texts());
    }

    @Test
    void readsWhatNumpyCompresses() throws Exception {
        List<Tensor> tensors = Npz.read("numpy.npz", resource("numpy-compressed.npz"));
        assertEquals("[a float16[2, 3], u uint64[1]]", tensors.toString());
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, numbers(tensors.getFirst()));
        assertEquals(0x1p64, tensors.get(1).number(0));
    }

    @Test
    void readsBackWhatItWritesBitByBit() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (ElementType type : ElementType.values()) {
            if (type.bytes() > 0 && type != ElementType.BFLOAT16) {
                byte[] data = new byte[6 * type.bytes()];
                random.nextBytes(data);
                Tensor tensor = new Tensor("t/" + type, type, List.of(3L, 1L, 2L), ByteBuffer.wrap(data));
                Tensor back = Npz.read("x.npz", Npz.write(List.of(tensor))).getFirst();
                assertTrue(back.sameAs(tensor), type.toString());
                assertEquals(tensor.name(), back.name());
            }
        }
        Tensor texts = Tensor.ofStrings("s", List.of(2L), List.of("", "naïve 🙂"));
        assertTrue(Npz.read("x.npz", Npz.write(List.of(texts))).getFirst().sameAs(texts));
    }

    @Test
    void writesTheSameBytesEveryTime() throws Exception {
        Tensor tensor = Tensor.ofStrings("s", List.of(1L), List.of("x"));
        assertArrayEquals(Npz.write(List.of(tensor)), Npz.write(List.of(tensor)));
    }

    @Test
    void anArchiveThatUnpacksToTooMuchIsRefusedWithoutUnpackingIt() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.npy"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 70; i++) {
                zip.write(zeros);
            }
        }
        assertThrows(Unusable.class, () -> Npz.read("bomb.npz", bytes.toByteArray()));
    }

    @Test
    void damagedArchivesAreRefused() throws Exception {
        byte[] good = resource("numpy-compressed.npz");
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            byte[] cut = Arrays.copyOf(bad, random.nextInt(bad.length) + 1);
            try {
                Npz.read("x.npz", random.nextBoolean() ? bad : cut);
            } catch (Unusable e) {
                assertEquals("SUITE_INVALID", e.error().code().name());
            }
        }
    }

    @Test
    void arraysThatSuitesCannotHoldAreRefused() {
        for (String header : List.of(
                "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }",
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 999999999999), }",
                "__import__('os').system('id')")) {
            ByteBuffer npy = ByteBuffer.allocate(10 + header.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
            npy.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
            npy.put(header.getBytes(StandardCharsets.US_ASCII));
            assertThrows(Unusable.class, () -> Npy.read("a", npy.array()), header);
        }
    }

    @Test
    void readsTheOpenInferenceProtocol() throws Exception {
        List<Tensor> tensors =
                json(inputs("{\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":[[1,2],[3,4.5]],\"name\":\"x\"},"
                        + "{\"name\":\"s\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"a\",\"é\"]},"
                        + "{\"name\":\"u\",\"datatype\":\"UINT64\",\"shape\":[1],\"data\":[18446744073709551615]},"
                        + "{\"name\":\"b\",\"datatype\":\"BOOL\",\"shape\":[2],\"data\":[true,false]}"));
        assertEquals("[x float32[2, 2], s string[2], u uint64[1], b bool[2]]", tensors.toString());
        assertArrayEquals(new double[] {1, 2, 3, 4.5}, numbers(tensors.getFirst()));
        assertEquals(List.of("a", "é"), tensors.get(1).texts());
        assertArrayEquals(new double[] {1, 0}, numbers(tensors.get(3)));
    }

    @Test
    void jsonThatIsNoTensorIsRefused() {
        for (String text : List.of(
                "",
                "[]",
                "{}",
                "{\"inputs\":{}}",
                "{\"inputs\":[1]}",
                inputs("{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[1]}"),
                inputs("{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1e400]}"),
                inputs("{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[NaN]}"),
                inputs("{\"name\":\"x\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[1.5]}"),
                inputs("{\"name\":\"x\",\"datatype\":\"UINT8\",\"shape\":[1],\"data\":[256]}"),
                inputs("{\"name\":\"x\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[1]}"),
                inputs("{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[\"1\"]}"),
                inputs("{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[null]}"),
                inputs("{\"name\":\"x\",\"shape\":[1],\"data\":[1],\"datatype\":\"FP32\"}"),
                inputs("{\"name\":\"x\",\"datatype\":\"FP99\",\"shape\":[1],\"data\":[1]}"),
                inputs("{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[-1],\"data\":[]}"),
                inputs("{\"name\":\"x\",\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}"),
                inputs("{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1],\"extra\":1}"),
                inputs("{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":" + "[".repeat(100_000)))) {
            assertThrows(Unusable.class, () -> json(text), () -> text.substring(0, Math.min(80, text.length())));
        }
    }
}
