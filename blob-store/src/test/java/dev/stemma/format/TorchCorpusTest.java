package dev.stemma.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Allocations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** PyTorch archives that say wrong things about themselves: their bytes mean nothing, and cost little. */
final class TorchCorpusTest {
    /** What the values of a pickle and the names of a table may take, twice for lists that grow, and a window. */
    private static final long MOST_BYTES = 2 * (PickleStack.MAX_MEMORY_BYTES + (64L << 20)) + (1 << 20);

    private static void assertOpaque(Bytes file) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            long before = Allocations.bytes();
            assertSame(TensorTable.OPAQUE, TensorTable.of(file));
            assertTrue(Allocations.bytes() - before < MOST_BYTES);
        });
    }

    private static void assertOpaque(byte[] file) {
        assertOpaque(Bytes.of(file));
    }

    private static TorchZipFiles good() {
        return new TorchZipFiles("m").tensor("t", "ByteStorage", new byte[100], 100);
    }

    private static ByteBuffer bytes() {
        return ByteBuffer.wrap(good().toBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the archive's parts start, by their signatures. */
    private static int at(ByteBuffer file, int signature, int from) {
        for (int i = from; ; i++) {
            if (file.getInt(i) == signature) {
                return i;
            }
        }
    }

    private static byte[] withPickle(byte[] pickle) {
        return new ZipFiles()
                .entry("m/data.pkl", pickle)
                .entry("m/data/0", new byte[8])
                .end()
                .toBytes();
    }

    private static void assertRefused(Pickle pickle) {
        byte[] raw = pickle.end();
        assertOpaque(withPickle(raw));
    }

    private static void assertTaken(Pickle pickle) throws IOException {
        assertEquals(
                1, TensorTable.of(Bytes.of(withPickle(pickle.end()))).tensors().size());
    }

    @Test
    void theExampleIsSound() throws IOException {
        assertNotEquals(TensorTable.OPAQUE, TensorTable.of(Bytes.of(good().toBytes())));
        assertTaken(Pickle.begun().codes("N"));
    }

    @Test
    void endsThatLieAreRefused() {
        int end = at(bytes(), 0x06054b50, 0);
        int wide = at(bytes(), 0x06064b50, 0);
        for (int lie : new int[] {1, 5, 0x7fff, 0xfffe}) {
            assertOpaque(bytes().putShort(end + 4, (short) lie).array());
            assertOpaque(bytes().putShort(end + 10, (short) lie).array());
        }
        for (int lie : new int[] {1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE, -2}) {
            assertOpaque(bytes().putInt(end + 12, lie).array());
            assertOpaque(bytes().putInt(end + 16, lie).array());
        }
        for (long lie : new long[] {1, 5, 1L << 31, 1L << 32, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            for (int field : new int[] {16, 32, 40, 48}) {
                assertOpaque(bytes().putLong(wide + field, lie).array());
            }
            assertOpaque(bytes().putLong(end - 20 + 8, lie).array());
        }
        assertOpaque(bytes().putInt(end, 0).array());
        assertOpaque(bytes().putInt(wide, 0).array());
        assertOpaque(bytes().putShort(end + 20, (short) 1).array());
    }

    @Test
    void entriesThatLieAreRefused() {
        int data = -1;
        for (int i = 0; i < 5; i++) {
            data = at(bytes(), 0x02014b50, data + 1);
        }
        int header = bytes().getInt(data + 42);
        for (long lie : new long[] {0, 99, 101, 1L << 30, (1L << 32) - 2, (1L << 32) - 1}) {
            assertOpaque(bytes().putInt(data + 20, (int) lie).array());
            assertOpaque(bytes().putInt(data + 24, (int) lie).array());
            assertOpaque(bytes().putInt(data + 20, (int) lie)
                    .putInt(data + 24, (int) lie)
                    .array());
            assertOpaque(bytes().putInt(data + 42, (int) lie).array());
        }
        for (int lie : new int[] {0, 1, 7, 9, 0xffff}) {
            assertOpaque(bytes().putShort(data + 28, (short) lie).array());
            assertOpaque(bytes().putShort(header + 26, (short) lie).array());
        }
        assertOpaque(bytes().putShort(data + 30, (short) 0xffff).array());
        assertOpaque(bytes().putShort(data + 32, (short) 0xffff).array());
        assertOpaque(bytes().putShort(header + 28, (short) 0xffff).array());
        assertOpaque(bytes().putShort(header + 8, (short) 8).array());
        assertOpaque(bytes().putShort(header + 6, (short) 9).array());
        assertOpaque(bytes().putInt(header + 18, 99).array());
        assertOpaque(bytes().putInt(header, 0).array());
        assertOpaque(bytes().putInt(data, 0).array());
        assertOpaque(bytes().put(header + 30, (byte) 'n').array());
    }

    @Test
    void anEntryThatIsEncryptedOrDeflatedIsNoTensor() throws IOException {
        int data = -1;
        for (int i = 0; i < 5; i++) {
            data = at(bytes(), 0x02014b50, data + 1);
        }
        byte[] encrypted = bytes().putShort(data + 8, (short) 9).array();
        byte[] bomb = bytes().putShort(data + 10, (short) 8)
                .putInt(data + 24, Integer.MAX_VALUE)
                .array();
        for (byte[] file : new byte[][] {encrypted, bomb}) {
            assertEquals(TensorTable.OPAQUE, TensorTable.of(Bytes.of(file)));
        }
        byte[] deflated = new ZipFiles()
                .entry("m/data.pkl", 8, Pickle.begun().codes("N").end())
                .entry("m/data/0", new byte[8])
                .end()
                .toBytes();
        assertOpaque(deflated);
    }

    @Test
    void namesThatRepeatAndEntriesThatOverlapAreRefused() {
        byte[] pickle = Pickle.begun().codes("N").end();
        assertOpaque(new ZipFiles()
                .entry("m/data.pkl", pickle)
                .entry("m/data/0", new byte[8])
                .entry("m/data/0", new byte[8])
                .end()
                .toBytes());
        ZipFiles nested = new ZipFiles().alignment(1).entry("m/data.pkl", pickle);
        byte[] inner = new ZipFiles()
                .alignment(1)
                .entry("m/data/1", new byte[8])
                .end32()
                .toBytes();
        long start = nested.size() + 30 + "m/data/0".length() + 4;
        assertOpaque(nested.entry("m/data/0", inner)
                .listed("m/data/1", 8, start)
                .end()
                .toBytes());
        // A header within the data of another entry, and its own data behind them.
        ZipFiles straddling = new ZipFiles().alignment(1).entry("m/data.pkl", pickle);
        byte[] header = Arrays.copyOf(inner, 30 + "m/data/1".length() + 4);
        long inside = straddling.size() + 30 + "m/data/0".length() + 4;
        assertOpaque(straddling
                .entry("m/data/0", header)
                .listed("m/data/1", 8, inside)
                .end()
                .toBytes());
    }

    @Test
    void moreEntriesThanAnyArchiveHasAreTooMany() {
        ZipFiles many =
                new ZipFiles().entry("m/data.pkl", Pickle.begun().codes("N").end());
        for (int i = 0; i < ZipDirectory.MAX_ENTRIES; i++) {
            many.listed("m/data/" + i, 1, 0);
        }
        assertOpaque(many.end());
    }

    @Test
    void picklesThatAreCutOrGoOnAreRefused() {
        byte[] pickle = good().pickle();
        for (int cut = 0; cut < pickle.length; cut++) {
            assertOpaque(withPickle(Arrays.copyOf(pickle, cut)));
        }
        assertOpaque(withPickle(Arrays.copyOf(pickle, pickle.length + 1)));
        assertOpaque(withPickle(new Pickle().raw(0x80, 6, 'N').end()));
        assertOpaque(withPickle(new Pickle().raw(0x80, 1, 'N').end()));
        assertOpaque(withPickle(new Pickle().codes("N").end()));
    }

    @Test
    void lengthsInPicklesThatLieAreRefused() {
        for (long lie : new long[] {9, 600, 1L << 31, 1L << 61, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            for (String code : new String[] {"X", "T", "B", "\u008b"}) {
                assertRefused(Pickle.begun().codes(code).raw(GgufFiles.number(4, lie == (int) lie ? lie : -2)));
            }
            for (int code : new int[] {0x8d, 0x8e, 0x96}) {
                assertRefused(Pickle.begun().raw(code).raw(GgufFiles.number(8, lie)));
            }
        }
        for (int code : new int[] {'U', 'C', 0x8c, 0x8a}) {
            assertRefused(Pickle.begun().raw(code, 200));
        }
        assertRefused(Pickle.begun().codes("c" + "x".repeat(513) + "\ny\n"));
        assertRefused(Pickle.begun().codes("cos"));
    }

    @Test
    void whatIsNotThereCannotBeUsed() {
        for (String codes : new String[] {
            "",
            "0",
            "1",
            "2",
            "(2",
            "(0",
            "a",
            "]a",
            "]e",
            "s",
            "}Ns",
            "}u",
            "}(Nu",
            "t",
            "\u0085",
            "(N\u0086",
            "R",
            "NR",
            "(NR",
            "b",
            "Nb",
            "Q",
            "q\0",
            "h\0",
            "Nq\1",
            "Nq\0h\1",
            "j\0\0\0\0",
            "Nr\u00ff\u00ff\u00ff\u00ff",
            "Nq\0j\u00ff\u00ff\u00ff\u00ff",
            "Nq\0j\0\0\0\u0080",
            "\u0094",
            "\u0093",
            "NN\u0093",
            "N\u0081",
            "NN\u0092",
            "NN"
        }) {
            assertRefused(Pickle.begun().codes(codes));
        }
    }

    @Test
    void codesOfOldPicklesAndUnknownOnesAreRefused() {
        String known = "KMJNGXUCTBc(012)}]taesuRbQqrhj.";
        for (int code = 0; code < 256; code++) {
            if (known.indexOf(code) < 0 && (code < 0x80 || code > 0x98)) {
                assertRefused(Pickle.begun().codes("N0").raw(code));
            }
        }
    }

    @Test
    void nothingIsEverCalled() throws IOException {
        Pickle attack =
                Pickle.begun().global("os", "system").text("touch /tmp/never").codes("\u0085R");
        assertTaken(attack);
        assertTaken(Pickle.begun()
                .global("builtins", "eval")
                .text("1/0")
                .codes("\u0085R0")
                .codes("N"));
    }

    @Test
    void groupsThatNestOrHoldThemselvesAreWalkedOnce() throws IOException {
        Pickle deep = Pickle.begun().codes("]".repeat(200_000) + "a".repeat(199_999));
        assertTaken(deep);
        assertTaken(Pickle.begun().codes("]q\0h\0a"));
        assertTaken(Pickle.begun().codes("}q\0").text("self").codes("h\0s"));
        Pickle doubling = Pickle.begun().codes(")\u0085");
        for (int i = 0; i < 255; i++) {
            doubling.raw('q', i, 'h', i, 0x86);
        }
        assertTaken(doubling);
        Pickle shared = Pickle.begun()
                .codes("]")
                .codes("(")
                .tensor("ByteStorage", "0", 8)
                .codes("t");
        for (int i = 0; i < 255; i++) {
            shared.raw('q', i, 'h', i, 0x86);
        }
        assertTaken(shared.codes("a"));
    }

    @Test
    void picklesThatOnlyTakeMemoryAreRefused() {
        int many = 15 << 20;
        for (String bomb :
                new String[] {"N", "(", "}", "]", ")\u0085", "N\u0094", "J\0\1\0\1", "}q\0h\0", "2", ")\u0094"}) {
            assertRefused(Pickle.begun().codes("N" + bomb.repeat(many / bomb.length())));
        }
        assertRefused(Pickle.begun().codes("N" + "X\1\0\0\0x0".repeat(many / 7)));
        assertRefused(Pickle.begun().codes("](" + "}".repeat(900_000) + "e"));
        assertRefused(Pickle.begun().codes("]" + ")\u0085a".repeat(many / 3)));
        String named = "X\0\2\0\0" + "x".repeat(512);
        assertRefused(Pickle.begun()
                .codes("}")
                .codes((named + "}s").repeat(many / 519))
                .codes("0"));
        assertOpaque(new ZipFiles()
                .zeros("m/data.pkl", (16 << 20) + 1)
                .entry("m/data/0", new byte[8])
                .end());
    }

    @Test
    void storagesThatContradictThemselvesAreRefused() {
        assertRefused(Pickle.begun().tensor("ByteStorage", "0", 9));
        assertRefused(Pickle.begun().tensor("FloatStorage", "0", 8));
        assertRefused(Pickle.begun()
                .tensor("ByteStorage", "0", 8)
                .tensor("CharStorage", "0", 8)
                .raw(0x86));
        assertRefused(Pickle.begun()
                .tensor("ByteStorage", "0", 8)
                .tensor("ByteStorage", "0", 9)
                .raw(0x86));
        for (long count : new long[] {-1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertRefused(Pickle.begun().storage("DoubleStorage", "0", count));
        }
    }

    @Test
    void shapesThatCannotBeAreNoShapes() throws IOException {
        long[] most = new long[64];
        Arrays.fill(most, 1);
        for (long[] dims : new long[][] {most, {-8}, {-2, -4}, {1L << 62, 4}, {Long.MAX_VALUE, Long.MAX_VALUE}}) {
            assertTaken(Pickle.begun().view("ByteStorage", "0", 8, 0, dims, dims));
        }
        assertTaken(Pickle.begun().view("ByteStorage", "0", 8, Long.MIN_VALUE, new long[] {8}, new long[] {1}));
        assertTaken(Pickle.begun().view("ByteStorage", "0", 8, 0, new long[] {8}, new long[0]));
    }
}
