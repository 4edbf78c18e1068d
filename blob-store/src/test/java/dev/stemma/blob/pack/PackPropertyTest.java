package dev.stemma.blob.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Allocations;
import dev.stemma.blob.BlobException.DigestMismatch;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Seed;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackPropertyTest {

    private static final String KEY = "packs/00/one.pack";

    private final Random random = Seed.random("PackPropertyTest");

    @Test
    void anyPackReadsBackFrameByFrame() throws IOException {
        for (int round = 0; round < 100; round++) {
            List<byte[]> pieces = pieces();
            PackWriter pack = TestFiles.pack(pieces);
            byte[] bytes = TestFiles.bytes(pack);
            assertEquals(pack.sizeBytes(), bytes.length);
            assertEquals(pack.footer(), verify(bytes, pack.digest()));
            assertEquals(pack.footer(), footer(bytes));
            for (int i = 0; i < pieces.size(); i++) {
                Footer.Row row = pack.footer().rows().get(i);
                int start = (int) row.offset() + row.frame().headerBytes();
                assertArrayEquals(pieces.get(i), Arrays.copyOfRange(bytes, start, start + pieces.get(i).length));
            }
        }
    }

    @Test
    void framesCanBeReadStraightFromAFile(@TempDir Path folder) throws IOException {
        byte[] bytes = TestFiles.random(random.nextLong(), 5000);
        Path file = Files.write(folder.resolve("file"), bytes);
        List<byte[]> pieces = TestFiles.cut(bytes, 700);
        PackWriter fromFile = new PackWriter();
        for (int i = 0; i < pieces.size(); i++) {
            CRC32C crc = new CRC32C();
            crc.update(pieces.get(i));
            fromFile.add(TestFiles.chunk(pieces.get(i)), (int) crc.getValue(), FrameSource.ofFile(file, i * 700L));
        }
        assertArrayEquals(TestFiles.bytes(TestFiles.pack(pieces)), TestFiles.bytes(fromFile));
        Files.write(file, Arrays.copyOf(bytes, 4000));
        assertThrows(EOFException.class, () -> fromFile.open().readAllBytes());
    }

    @Test
    void thePackDigestIsTheSha256OfItsFooterTable() {
        PackWriter pack = TestFiles.pack(pieces());
        byte[] bytes = TestFiles.bytes(pack);
        int tableBytes = ByteBuffer.wrap(bytes).getInt(bytes.length - 16);
        int tableEnd = bytes.length - PackFormat.TRAILER_BYTES;
        assertEquals(pack.digest(), Digest.of(bytes, tableEnd - tableBytes, tableBytes));
    }

    @Test
    void aChangedPackIsNeverAcceptedWhileItIsReceived() {
        for (int round = 0; round < 2000; round++) {
            PackWriter pack = TestFiles.pack(pieces());
            byte[] good = TestFiles.bytes(pack);
            byte[] bad = changed(good);
            if (!Arrays.equals(good, bad)) {
                RuntimeException e = assertThrows(RuntimeException.class, () -> verify(bad, pack.digest()));
                assertTrue(e instanceof PackInvalid || e instanceof DigestMismatch, e::toString);
            }
        }
    }

    @Test
    void aChangedFooterIsReadRightOrRefused() throws IOException {
        for (int round = 0; round < 2000; round++) {
            PackWriter pack = TestFiles.pack(pieces());
            byte[] bad = changed(TestFiles.bytes(pack));
            try {
                footer(bad);
            } catch (PackInvalid e) {
                assertEquals("The pack is not valid: " + e.reason(), e.getMessage());
            }
        }
    }

    @Test
    void declaredLengthsTakeNoMemory() throws IOException {
        byte[] bomb = ByteBuffer.allocate(200)
                .putLong(PackFormat.MAGIC)
                .putInt(PackFormat.FRAME_MAGIC)
                .put(new byte[] {0, 0, 0, 0})
                .putInt(8 * 1024 * 1024)
                .putInt(8 * 1024 * 1024)
                .array();
        byte[] many = ByteBuffer.allocate(200)
                .putLong(PackFormat.MAGIC)
                .putLong(180, 0x0000_ffff_7fff_fff0L)
                .putLong(192, PackFormat.END_MAGIC)
                .array();
        assertThrows(PackInvalid.class, () -> verify(bomb, Digest.of(bomb)));
        assertThrows(PackInvalid.class, () -> footer(many));
        long before = Allocations.bytes();
        assertThrows(PackInvalid.class, () -> verify(bomb, Digest.of(bomb)));
        assertThrows(PackInvalid.class, () -> footer(many));
        long allocated = Allocations.bytes() - before;
        assertTrue(allocated < 500_000, () -> "allocated " + allocated);
    }

    @Test
    void encodedFramesAreNotTakenFromOutside() {
        byte[] bytes = TestFiles.bytes(TestFiles.pack(List.of(new byte[] {1, 2, 3})));
        bytes[PackFormat.HEADER_BYTES + 4] = 4;
        PackInvalid e = assertThrows(PackInvalid.class, () -> verify(bytes, Digest.of(bytes)));
        assertEquals("frame 0: codec 4 is not taken: send raw frames", e.reason());
    }

    @Test
    void framesOfLaterCodecsFitTheFormatAlready() {
        Frame delta = new Frame(
                TestFiles.chunk(new byte[100]), 6, List.of(Digest.of(new byte[1]), Digest.of(new byte[2])), 3, 17, -1);
        byte[] header = delta.header();
        assertEquals(PackFormat.FRAME_HEADER_BYTES + 64, header.length);
        assertEquals(delta, Frame.read(ByteBuffer.wrap(header).position(4)));
        Footer footer = Footer.of(List.of(delta, Frame.raw(TestFiles.chunk(new byte[5]), 9)));
        assertEquals(footer, Footer.read(ByteBuffer.wrap(footer.table()), 2));
    }

    @Test
    void aPackTakesNoMoreThanTheFormatAllows() {
        byte[] chunk = new byte[8 * 1024 * 1024];
        PackWriter pack = new PackWriter();
        for (int i = 0; i < 7; i++) {
            pack.add(TestFiles.chunk(chunk), 0, () -> new ByteArrayInputStream(chunk));
        }
        assertThrows(
                IllegalStateException.class,
                () -> pack.add(TestFiles.chunk(chunk), 0, () -> new ByteArrayInputStream(chunk)));
    }

    private List<byte[]> pieces() {
        List<byte[]> pieces = new ArrayList<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            pieces.add(TestFiles.random(random.nextLong(), 1 + random.nextInt(300)));
        }
        return pieces;
    }

    /** The bytes with one thing wrong: a bit flipped, the end cut off, bytes added, or a length field overwritten. */
    private byte[] changed(byte[] good) {
        byte[] bad = good.clone();
        int at = random.nextInt(good.length);
        switch (random.nextInt(4)) {
            case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bad = Arrays.copyOf(good, at);
            case 2 -> bad = Arrays.copyOf(good, good.length + 1 + random.nextInt(50));
            default -> ByteBuffer.wrap(bad).putInt(Math.min(at, good.length - 4), random.nextInt());
        }
        return bad;
    }

    /** Reads the pack as a store does, in pieces of random size. */
    private Footer verify(byte[] bytes, Digest digest) throws IOException {
        VerifiedPackStream in = new VerifiedPackStream(new ByteArrayInputStream(bytes), digest, bytes.length);
        byte[] buffer = new byte[1 + random.nextInt(200)];
        while (in.read(buffer) >= 0) {
            // Reading is what verifies.
        }
        return in.footer();
    }

    private static Footer footer(byte[] bytes) throws IOException {
        ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            objects.put(KEY, bytes.length, in);
        }
        return PackReader.footer(objects, objects.head(KEY).orElseThrow());
    }

    @Test
    void aStreamThatIsNotReadToItsEndGivesNoFooter() throws IOException {
        PackWriter pack = TestFiles.pack(pieces());
        VerifiedPackStream in = new VerifiedPackStream(pack.open(), pack.digest(), pack.sizeBytes());
        in.readNBytes((int) pack.sizeBytes());
        assertThrows(IllegalStateException.class, in::footer);
    }

    @Test
    void aPackOfAnotherLengthThanAnnouncedIsRefused() {
        PackWriter pack = TestFiles.pack(pieces());
        for (int more : new int[] {-1, 1}) {
            VerifiedPackStream in = new VerifiedPackStream(pack.open(), pack.digest(), pack.sizeBytes() + more);
            assertThrows(SizeMismatch.class, in::readAllBytes);
        }
    }
}
