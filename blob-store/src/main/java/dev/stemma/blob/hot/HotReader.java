package dev.stemma.blob.hot;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Takes chunks from a hot file. Whatever is wrong with it, the answer is only that a chunk must be had elsewhere. Small
 * chunks are read ahead, some at a time. Holds nothing open. For one thread at a time.
 */
public final class HotReader {

    private static final int SMALL_BYTES = 1024 * 1024;
    private static final int AHEAD_BYTES = 4 * 1024 * 1024;

    /** A store that fails so often has no time for us. */
    private static final int MOST_TROUBLES = 3;

    private final HotFile file;
    private final HotObjects objects;
    private final long end;
    private final Consumer<HotFile> lost;
    private byte[] block = new byte[0];
    private long blockStart;
    private int troubles;
    private final AtomicLong givenBytes = new AtomicLong();

    /**
     * @param end where reading will end, at most
     * @param lost is told when the file is found damaged or gone
     */
    HotReader(HotFile file, HotObjects objects, long end, Consumer<HotFile> lost) {
        this.file = file;
        this.objects = objects;
        this.end = Math.min(end, file.sizeBytes());
        this.lost = lost;
    }

    /**
     * Puts a chunk's bytes, compared with its digest, at the start of {@code target}.
     *
     * @param offset where the chunk starts in the file
     * @return false if they can't be had here; {@code target} may then hold anything
     */
    public boolean read(Chunk chunk, long offset, byte[] target) {
        if (troubles >= MOST_TROUBLES) {
            return false;
        }
        try {
            load(chunk, offset, target);
            if (Digest.of(target, 0, chunk.sizeBytes()).equals(chunk.digest())) {
                givenBytes.addAndGet(chunk.sizeBytes());
                return true;
            }
            lose();
        } catch (ObjectMissing | IndexOutOfBoundsException e) {
            lose();
        } catch (IOException | BlobException e) {
            troubles++;
        }
        block = new byte[0];
        return false;
    }

    /** How many bytes of chunks it gave. May be asked by any thread. */
    public long givenBytes() {
        return givenBytes.get();
    }

    private void lose() {
        troubles = MOST_TROUBLES;
        lost.accept(file);
    }

    private void load(Chunk chunk, long offset, byte[] target) throws IOException {
        if (chunk.sizeBytes() >= SMALL_BYTES) {
            block = new byte[0];
            objects.read(file, offset, target, chunk.sizeBytes());
            return;
        }
        if (offset < blockStart || offset + chunk.sizeBytes() > blockStart + block.length) {
            readAhead(chunk, offset);
        }
        int from = (int) (offset - blockStart);
        System.arraycopy(block, from, target, 0, chunk.sizeBytes());
    }

    /** Beyond the end there is nothing, which the store finds out if a chunk claims to lie there. */
    private void readAhead(Chunk chunk, long offset) throws IOException {
        int length = (int) Math.max(chunk.sizeBytes(), Math.min(AHEAD_BYTES, end - offset));
        byte[] bytes = block.length == length ? block : new byte[length];
        block = new byte[0];
        objects.read(file, offset, bytes, length);
        block = bytes;
        blockStart = offset;
    }
}
