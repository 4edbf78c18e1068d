package dev.stemma.format;

import static dev.stemma.format.GgufFiles.F16;
import static dev.stemma.format.GgufFiles.F32;
import static dev.stemma.format.GgufFiles.I8;
import static dev.stemma.format.GgufFiles.Q4_0;
import static dev.stemma.format.GgufFiles.Q8_0;
import static dev.stemma.format.GgufFiles.array;
import static dev.stemma.format.GgufFiles.number;
import static dev.stemma.format.GgufFiles.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.stemma.format.Tensor.Layout;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the tensors of a GGUF file lie, and headers that say so wrongly. */
final class GgufTableTest {
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private static TensorTable table(byte[] file) throws IOException {
        return TensorTable.of(Bytes.of(file));
    }

    private static void assertOpaque(byte[] file) throws IOException {
        assertSame(TensorTable.OPAQUE, Tables.checked(file));
    }

    private static GgufFiles one() {
        return new GgufFiles().tensor("t", I8, new byte[64], 64);
    }

    /** A description in front of 256 bytes of data. */
    private static byte[] described(int type, long offset, long... inner) {
        byte[] header = new GgufFiles().describe("t", type, offset, inner).header();
        return Arrays.copyOf(header, header.length + 256);
    }

    @Test
    void dataLieWhereTheTableSays() throws IOException {
        for (int version : new int[] {2, 3}) {
            GgufFiles made = new GgufFiles()
                    .version(version)
                    .entry("general.name", STRING, text("a model"))
                    .tensor("f", F32, new byte[24], 3, 2)
                    .tensor("none", F32, new byte[0], 0, 5)
                    .tensor("q8", Q8_0, new byte[2 * 2 * 34], 64, 2)
                    .tensor("q4", Q4_0, new byte[18], 32)
                    .tensor("k", 12, new byte[144], 256)
                    .tensor("scalar", F16, new byte[2]);
            long start = made.header().length;
            assertEquals(
                    List.of(
                            new Tensor("f", ElementType.F32, List.of(2L, 3L), Layout.PLAIN, start, 24),
                            new Tensor("q8", ElementType.Q8_0, List.of(2L, 64L), Layout.PLAIN, start + 32, 136),
                            new Tensor("q4", ElementType.Q4_0, List.of(32L), Layout.PLAIN, start + 192, 18),
                            new Tensor("k", ElementType.OTHER, List.of(256L), Layout.PLAIN, start + 224, 144),
                            new Tensor("scalar", ElementType.F16, List.of(), Layout.PLAIN, start + 384, 2)),
                    table(made.toBytes()).tensors());
        }
    }

    @Test
    void everyPlainTypeHasItsSize() throws IOException {
        ElementType[] types = new ElementType[31];
        types[0] = ElementType.F32;
        types[1] = ElementType.F16;
        types[24] = ElementType.I8;
        types[25] = ElementType.I16;
        types[26] = ElementType.I32;
        types[27] = ElementType.I64;
        types[28] = ElementType.F64;
        types[30] = ElementType.BF16;
        for (int i = 0; i < types.length; i++) {
            if (types[i] != null) {
                Tensor tensor = table(described(i, 0, 3)).tensors().getFirst();
                assertEquals(types[i], tensor.type());
                assertEquals(3L * types[i].bits() / 8, tensor.sizeBytes());
            }
        }
    }

    @Test
    void tensorsOfUnknownTypesAreLeftOut() throws IOException {
        for (int type : new int[] {4, 5, 31, 38, 42, 1000, -1}) {
            byte[] file = new GgufFiles()
                    .tensor("new", type, new byte[32], 32)
                    .tensor("t", I8, new byte[32], 32)
                    .toBytes();
            assertEquals(
                    List.of("t"),
                    table(file).tensors().stream().map(Tensor::name).toList());
        }
    }

    @Test
    void theAlignmentIsHonoured() throws IOException {
        for (int alignment : new int[] {8, 64, 4096}) {
            GgufFiles made = new GgufFiles()
                    .alignment(alignment)
                    .tensor("a", I8, new byte[1], 1)
                    .tensor("b", I8, new byte[1], 1);
            long start = made.header().length;
            assertEquals(
                    List.of(start, start + alignment),
                    table(made.toBytes()).tensors().stream().map(Tensor::offset).toList());
        }
        for (int alignment : new int[] {0, 3, 24, -1}) {
            assertOpaque(
                    one().entry("general.alignment", 4, number(4, alignment)).toBytes());
        }
        assertOpaque(one().entry("general.alignment", 10, number(8, 32)).toBytes());
        assertOpaque(one().alignment(32).alignment(32).toBytes());
        assertOpaque(described(I8, 8, 8));
    }

    @Test
    void metadataOfAllTypesAreSkipped() throws IOException {
        GgufFiles made = one();
        int[] widths = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
        for (int type = 0; type < widths.length; type++) {
            if (widths[type] > 0) {
                made.entry("k" + type, type, number(widths[type], -1));
                made.entry("a" + type, ARRAY, array(type, 3, new byte[3 * widths[type]]));
            }
        }
        made.entry("texts", ARRAY, array(STRING, 2, text("one"), text("")));
        made.entry("none", ARRAY, array(STRING, 0));
        made.entry(
                "nested",
                ARRAY,
                array(ARRAY, 2, array(ARRAY, 1, array(STRING, 1, text("x"))), array(0, 3, new byte[3])));
        made.entry("general.alignmenu", STRING, text("as long as the alignment's key"));
        assertEquals(1, table(made.toBytes()).tensors().size());
        assertOpaque(one().entry("k", 13, number(8, 0)).toBytes());
        assertOpaque(one().entry("k", ARRAY, array(13, 0)).toBytes());
    }

    @Test
    void arraysThatNestTooDeepAreOpaque() throws IOException {
        byte[] nested = array(0, 1, new byte[1]);
        for (int depth = 1; depth < 8; depth++) {
            nested = array(ARRAY, 1, nested);
        }
        assertEquals(
                1, table(one().entry("k", ARRAY, nested).toBytes()).tensors().size());
        assertOpaque(one().entry("k", ARRAY, array(ARRAY, 1, nested)).toBytes());
    }

    @Test
    void countsAndLengthsThatLieAreOpaqueAndTakeNoMemory() throws IOException {
        for (long lie : new long[] {2, 1000, 200_001, 1L << 31, 1L << 61, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertOpaque(Arrays.copyOf(one().header(lie, 0), 9000));
            assertOpaque(Arrays.copyOf(one().header(1, lie), 9000));
        }
        for (long lie : new long[] {9000, 1L << 31, 1L << 61, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertOpaque(one().entry("k", STRING, number(8, lie)).toBytes());
            for (int type : new int[] {0, 4, 8, 9, 12}) {
                assertOpaque(one().entry("k", ARRAY, array(type, lie)).toBytes());
            }
        }
        assertOpaque(one().entry("k".repeat(65_536), 0, new byte[1]).toBytes());
        assertOpaque(new GgufFiles().tensor("n".repeat(513), I8, new byte[8], 8).toBytes());
    }

    @Test
    void shapesAndPlacesThatCannotBeAreOpaque() throws IOException {
        assertNotEquals(TensorTable.OPAQUE, table(described(I8, 0, 256)));
        assertOpaque(described(I8, 0, 257));
        assertOpaque(described(I8, 32, 256));
        assertOpaque(described(I8, 0, 1, 1, 1, 1, 1));
        assertOpaque(described(I8, 0, -1));
        assertOpaque(described(I8, 0, 1L << 32, 1L << 32));
        assertOpaque(described(28, 0, 1L << 61));
        assertOpaque(described(Q8_0, 0, 33));
        assertOpaque(described(Q8_0, 0, 16, 2));
        assertOpaque(described(Q8_0, 0));
        for (long offset : new long[] {256, 1L << 40, Long.MAX_VALUE - 31, -32, Long.MIN_VALUE}) {
            assertOpaque(described(I8, offset, 1));
        }
    }

    @Test
    void tensorsThatOverlapOrShareANameAreOpaque() throws IOException {
        GgufFiles overlapping = one().describe("u", I8, 32, 8);
        assertOpaque(overlapping.toBytes());
        assertOpaque(one().describe("u", I8, 0, 64).toBytes());
        assertOpaque(one().tensor("t", I8, new byte[8], 8).toBytes());
    }

    @Test
    void otherVersionsAndBigEndianFilesAreOpaque() throws IOException {
        for (int version : new int[] {0, 1, 4, 0x02000000, 0x03000000}) {
            assertOpaque(one().version(version).toBytes());
        }
    }

    @Test
    void aFileCutAnywhereIsOpaque() throws IOException {
        byte[] file = new GgufFiles()
                .alignment(8)
                .entry("k", ARRAY, array(ARRAY, 1, array(STRING, 1, text("x"))))
                .tensor("t", F32, new byte[8], 2)
                .tensor("u", F32, new byte[8], 2)
                .toBytes();
        assertEquals(2, table(file).tensors().size());
        for (int length = 0; length < file.length; length++) {
            assertOpaque(Arrays.copyOf(file, length));
        }
    }

    @Test
    void dataAreNeverRead() throws IOException {
        byte[] file = new GgufFiles()
                .entry("k", STRING, text("x".repeat(1000)))
                .tensor("t", I8, new byte[100_000], 100_000)
                .toBytes();
        TensorTable table = table(file);
        assertEquals(table, TensorTable.of(new Forbidden(file, file.length - 100_000L, file.length)));
        assertEquals(table, TensorTable.of(Crumbs.of(Bytes.of(file), 1)));
    }
}
