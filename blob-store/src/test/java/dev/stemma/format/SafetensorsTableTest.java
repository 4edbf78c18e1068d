package dev.stemma.format;

import static dev.stemma.format.SafetensorsFiles.entry;
import static dev.stemma.format.SafetensorsFiles.file;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Allocations;
import dev.stemma.format.Tensor.Layout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the tensors of a safetensors file lie, and headers that say so wrongly. */
final class SafetensorsTableTest {
    private static TensorTable table(byte[] file) throws IOException {
        return TensorTable.of(Bytes.of(file));
    }

    private static void assertOpaque(String header) throws IOException {
        assertSame(TensorTable.OPAQUE, table(file(header, new byte[64])), header);
    }

    private static TensorTable sound(String header) throws IOException {
        TensorTable table = table(file(header, new byte[64]));
        assertNotEquals(TensorTable.OPAQUE, table, header);
        return table;
    }

    @Test
    void dataLieWhereTheTableSays() throws IOException {
        byte[] file = new SafetensorsFiles()
                .metadata("format", "pt")
                .tensor("model.w", "F16", new byte[] {1, 2, 3, 4, 5, 6}, 3)
                .tensor("none", "F32", new byte[0], 0, 5)
                .tensor("one", "I64", new byte[] {8, 0, 0, 0, 0, 0, 0, 0})
                .toBytes();
        List<Tensor> tensors = table(file).tensors();
        int start = file.length - 14;
        assertEquals(
                List.of(
                        new Tensor("model.w", ElementType.F16, List.of(3L), Layout.PLAIN, start, 6),
                        new Tensor("one", ElementType.I64, List.of(), Layout.PLAIN, start + 6L, 8)),
                tensors);
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, Arrays.copyOfRange(file, start, start + 6));
    }

    @Test
    void tensorsComeInTheOrderOfTheirData() throws IOException {
        TensorTable table = sound("{" + entry("b", "U8", 32, 64, 32) + "," + entry("a", "U8", 0, 16, 16) + "}  \n");
        assertEquals(
                List.of("a", "b"), table.tensors().stream().map(Tensor::name).toList());
    }

    @Test
    void everyTypeHasItsSize() throws IOException {
        for (String type : List.of(
                "F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2", "I64", "I32", "I16", "I8", "U64", "U32", "U16",
                "U8")) {
            ElementType expected = ElementType.valueOf(type.replaceAll("_.*", ""));
            int size = expected.bits() / 8;
            assertEquals(
                    expected,
                    sound("{" + entry("t", type, 0, 2L * size, 2) + "}")
                            .tensors()
                            .getFirst()
                            .type());
            assertOpaque("{" + entry("t", type, 0, 2L * size, 3) + "}");
        }
        assertEquals(
                ElementType.BOOL,
                sound("{" + entry("t", "BOOL", 0, 2, 2) + "}")
                        .tensors()
                        .getFirst()
                        .type());
        assertEquals(
                ElementType.OTHER,
                sound("{" + entry("t", "C64", 0, 16, 2) + "}")
                        .tensors()
                        .getFirst()
                        .type());
        assertEquals(
                ElementType.OTHER,
                sound("{" + entry("t", "F4", 0, 1, 2) + "}")
                        .tensors()
                        .getFirst()
                        .type());
        assertOpaque("{" + entry("t", "F4", 0, 1, 1) + "}");
        assertEquals(
                ElementType.OTHER,
                sound("{" + entry("t", "F128", 0, 16, 1) + "}")
                        .tensors()
                        .getFirst()
                        .type());
    }

    @Test
    void escapesAndAllOfUnicodeMakeNames() throws IOException {
        String name = "\\u0041\\/\\\"\\\\\\ud83d\\ude00\\n\u00e9\u20ac\ud83d\ude00";
        assertEquals(
                "A/\"\\\ud83d\ude00\n\u00e9\u20ac\ud83d\ude00",
                sound("{" + entry(name, "U8", 0, 1, 1) + "}")
                        .tensors()
                        .getFirst()
                        .name());
    }

    @Test
    void textThatIsNoTextIsOpaque() throws IOException {
        for (String name : List.of("\\ud83d", "\\ude00", "\\ud83dx", "\\ud83d\\u0041", "\\x", "\\u12g4", "\n", "\\")) {
            assertOpaque("{" + entry(name, "U8", 0, 1, 1) + "}");
        }
        for (int[] bytes : new int[][] {
            {0x80},
            {0xc0, 0x80},
            {0xc1, 0xbf},
            {0xe0, 0x80, 0x80},
            {0xed, 0xa0, 0x80},
            {0xf0, 0x80, 0x80, 0x80},
            {0xf4, 0x90, 0x80, 0x80},
            {0xf5, 0x80, 0x80, 0x80},
            {0xc3},
            {0xe2, 0x82},
            {0xff}
        }) {
            byte[] header = ("{\"__metadata__\":{\"k\":\"" + "?".repeat(bytes.length) + "\"},"
                            + entry("t", "U8", 0, 1, 1) + "}")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertNotEquals(TensorTable.OPAQUE, table(file(header, new byte[1])));
            for (int i = 0; i < bytes.length; i++) {
                header[22 + i] = (byte) bytes[i];
            }
            assertSame(TensorTable.OPAQUE, table(file(header, new byte[1])), Arrays.toString(bytes));
        }
    }

    @Test
    void lengthsThatLieAreOpaqueAndTakeNoMemory() throws IOException {
        byte[] file = new SafetensorsFiles().tensor("t", "U8", new byte[8], 8).toBytes();
        for (long length :
                new long[] {0, 1, 9, file.length - 7, 99_999_999, 100_000_001, 1L << 47, -1, Long.MIN_VALUE}) {
            byte[] lying = file.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            long before = Allocations.bytes();
            assertSame(TensorTable.OPAQUE, table(lying));
            assertTrue(Allocations.bytes() - before < 1 << 20);
        }
    }

    @Test
    void placesThatCannotBeAreOpaque() throws IOException {
        assertOpaque("{" + entry("t", "U8", 0, 65, 65) + "}");
        assertOpaque("{" + entry("t", "U8", 8, 4, 4) + "}");
        assertOpaque("{" + entry("t", "U8", -4, 4, 8) + "}");
        assertOpaque("{" + entry("t", "U8", Long.MAX_VALUE - 1, Long.MAX_VALUE, 1) + "}");
        assertOpaque("{" + entry("t", "U8", 0, 8, -8) + "}");
        assertOpaque("{" + entry("t", "U8", 0, 0, 1L << 32, 1L << 32) + "}");
        assertOpaque("{" + entry("t", "U8", 0, 1, new long[33]) + "}");
        assertOpaque("{" + entry("a", "U8", 0, 9, 9) + "," + entry("b", "U8", 8, 16, 8) + "}");
        assertOpaque("{" + entry("a", "U8", 0, 9, 9) + "," + entry("b", "U8", 0, 9, 9) + "}");
        for (String number : List.of(
                "1.0", "1e0", "01", "+1", "0x1", "18446744073709551617", "9223372036854775808", "\"1\"", "null", "")) {
            assertOpaque("{\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0," + number + "]}}");
            assertOpaque("{\"t\":{\"dtype\":\"U8\",\"shape\":[" + number + ",1],\"data_offsets\":[0,1]}}");
        }
    }

    @Test
    void namesThatRepeatAreOpaque() throws IOException {
        String entry = entry("t", "U8", 0, 1, 1);
        assertOpaque("{" + entry + "," + entry("\\u0074", "U8", 1, 2, 1) + "}");
        assertOpaque("{" + entry + "," + entry("t", "U8", 1, 1, 0) + "}");
        assertOpaque("{\"__metadata__\":{},\"__metadata__\":{}," + entry + "}");
        assertOpaque("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}," + entry + "}");
        assertOpaque("{\"t\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}");
        assertOpaque("{\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"shape\":[1],\"data_offsets\":[0,1]}}");
        assertOpaque("{\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"data_offsets\":[0,1]}}");
    }

    @Test
    void otherJsonIsOpaque() throws IOException {
        String entry = entry("t", "U8", 0, 1, 1);
        sound("{ \"__metadata__\" : { } ,\t" + entry + "\r\n}");
        for (String header : List.of(
                "{" + entry + ",}",
                "{," + entry + "}",
                "{" + entry + "}}",
                "{" + entry + "}x",
                "{" + entry,
                "{" + entry + "," + "\"x\":1}",
                "{" + entry + "," + "\"x\":" + "[".repeat(50_000) + "}",
                "{" + entry + "," + "\"x\":" + "{\"dtype\":".repeat(50_000) + "}",
                "{\"__metadata__\":{\"k\":1}," + entry + "}",
                "{\"__metadata__\":\"k\"," + entry + "}",
                "{\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"extra\":0}}",
                "{\"t\":{\"dtype\":\"U8\",\"shape\":[1]}}",
                "{\"t\":{\"dtype\":\"U8\",\"data_offsets\":[0,1]}}",
                "{\"t\":{\"shape\":[1],\"data_offsets\":[0,1]}}",
                "{\"t\":{\"dtype\":\"\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                "{\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1,2]}}",
                "{\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0]}}")) {
            assertOpaque(header);
        }
        assertOpaque("{" + entry("n".repeat(513), "U8", 0, 1, 1) + "}");
    }

    @Test
    void longMetadataAreReadOverWithoutTakingMemory() throws IOException {
        String header = "{\"__metadata__\":{\"k\":\"" + "x".repeat(20 << 20) + "\"}," + entry("t", "U8", 0, 1, 1) + "}";
        Bytes file = Bytes.of(file(header, new byte[1]));
        long before = Allocations.bytes();
        assertEquals(1, TensorTable.of(file).tensors().size());
        assertTrue(Allocations.bytes() - before < 1 << 20);
    }

    @Test
    void dataAreNeverRead() throws IOException {
        byte[] file = new SafetensorsFiles()
                .tensor("t", "U8", new byte[100_000], 100_000)
                .toBytes();
        TensorTable table = table(file);
        long start = file.length - 100_000L;
        assertEquals(table, TensorTable.of(new Forbidden(file, start, file.length)));
        assertEquals(table, TensorTable.of(Crumbs.of(Bytes.of(file), 1)));
    }
}
