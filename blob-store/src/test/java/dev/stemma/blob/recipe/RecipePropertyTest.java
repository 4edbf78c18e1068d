package dev.stemma.blob.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Allocations;
import dev.stemma.blob.BlobException.RecipeInvalid;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Seed;
import dev.stemma.blob.TestFiles;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class RecipePropertyTest {

    private final Random random = Seed.random("RecipePropertyTest");

    @Test
    void anyRecipeReadsBack() {
        for (int round = 0; round < 500; round++) {
            Recipe recipe = recipe();
            assertEquals(recipe, RecipeReader.read(RecipeWriter.bytes(recipe)));
        }
    }

    @Test
    void aChangedRecipeIsRefused() {
        for (int round = 0; round < 2000; round++) {
            byte[] good = RecipeWriter.bytes(recipe());
            byte[] bad = changed(good);
            if (!Arrays.equals(good, bad)) {
                assertThrows(RecipeInvalid.class, () -> RecipeReader.read(bad));
            }
        }
    }

    @Test
    void aForgedRecipeWithARightChecksumIsReadOrRefused() {
        for (int round = 0; round < 5000; round++) {
            byte[] bad = sealed(changed(RecipeWriter.bytes(recipe())));
            try {
                RecipeReader.read(bad);
            } catch (RecipeInvalid e) {
                assertEquals("The recipe is not valid: " + e.reason(), e.getMessage());
            }
        }
    }

    @Test
    void declaredCountsAndLengthsTakeNoMemory() {
        byte[] header = RecipeWriter.bytes(new Recipe(new BlobInfo(Digest.of(new byte[0]), 0), List.of()));
        byte[] segments = header.clone();
        ByteBuffer.wrap(segments).putInt(49, 0x7fff_ffff);
        byte[] extension = header.clone();
        ByteBuffer.wrap(extension).putInt(53, -1);
        byte[] inline = Arrays.copyOf(header, header.length + 16);
        ByteBuffer.wrap(inline).putInt(49, 1).put(53, (byte) 2).putInt(54, 65_536);
        for (byte[] bomb : List.of(sealed(segments), sealed(extension), sealed(inline))) {
            assertThrows(RecipeInvalid.class, () -> RecipeReader.read(bomb));
            long before = Allocations.bytes();
            assertThrows(RecipeInvalid.class, () -> RecipeReader.read(bomb));
            long allocated = Allocations.bytes() - before;
            assertTrue(allocated < 500_000, () -> "allocated " + allocated);
        }
    }

    @Test
    void segmentsThatDoNotAddUpAreRefused() {
        Chunk chunk = TestFiles.chunk(new byte[10]);
        for (long size : new long[] {0, 9, 11, Long.MAX_VALUE}) {
            BlobInfo file = new BlobInfo(Digest.of(new byte[1]), size);
            assertThrows(RecipeInvalid.class, () -> Recipe.ofChunks(file, List.of(chunk)));
        }
    }

    private Recipe recipe() {
        List<Segment> segments = new ArrayList<>();
        for (int count = random.nextInt(8); count > 0; count--) {
            Digest digest = Digest.of(TestFiles.random(random.nextLong(), 8));
            segments.add(
                    switch (random.nextInt(3)) {
                        case 0 -> new Segment.OfChunk(new Chunk(digest, 1 + random.nextInt(Chunk.MAX_BYTES)));
                        case 1 -> new Segment.Inline(TestFiles.random(random.nextLong(), 1 + random.nextInt(100)));
                        default ->
                            new Segment.OfSlice(digest, random.nextLong(1L << 40), 1 + random.nextLong(1L << 40));
                    });
        }
        long size = segments.stream().mapToLong(Segment::sizeBytes).sum();
        return new Recipe(new BlobInfo(Digest.of(new byte[] {7}), size), segments);
    }

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

    /** The bytes with the checksum that they should have at their end. */
    private static byte[] sealed(byte[] bytes) {
        if (bytes.length >= 4) {
            CRC32C crc = new CRC32C();
            crc.update(bytes, 0, bytes.length - 4);
            ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
        }
        return bytes;
    }
}
