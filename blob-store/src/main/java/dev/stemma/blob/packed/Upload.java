package dev.stemma.blob.packed;

import dev.stemma.blob.BlobIndex.NewPack;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.chunk.ChunkSink;
import dev.stemma.blob.chunk.FastCdc;
import dev.stemma.blob.chunk.FileChunk;
import dev.stemma.blob.pack.FrameSource;
import dev.stemma.blob.pack.PackFormat;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One whole file on its way in: its chunks are gathered into packs, which stay invisible until all is verified. One pack
 * is written while the next one fills.
 */
final class Upload implements ChunkSink, AutoCloseable {

    /** So many chunks at most are held for one pack, however small they are. */
    private static final int MOST_HELD = 8192;

    /** A pack without room for a usual chunk need not wait for the next one. */
    private static final long FULL_BYTES = PackFormat.TARGET_PACK_BYTES - FastCdc.MIN_BYTES;

    private record Held(FileChunk chunk, FrameSource bytes, Runnable release) {}

    private final String owner;
    private final Chunks chunks;
    private final Packs packs;
    private final List<Chunk> all = new ArrayList<>();
    private final Set<Chunk> stored = new HashSet<>();
    private final List<NewPack> storedPacks = new ArrayList<>();
    private List<Held> held = new ArrayList<>();
    private long heldBytes;
    private @Nullable Background writing;

    Upload(String owner, Chunks chunks, Packs packs) {
        this.owner = owner;
        this.chunks = chunks;
        this.packs = packs;
    }

    @Override
    public void accept(FileChunk chunk, byte[] buffer, Runnable release) throws InterruptedIOException {
        int sizeBytes = chunk.chunk().sizeBytes();
        if (heldBytes + sizeBytes > PackFormat.TARGET_PACK_BYTES) {
            storeHeld();
        }
        held.add(new Held(chunk, () -> new ByteArrayInputStream(buffer, 0, sizeBytes), release));
        heldBytes += sizeBytes;
        all.add(chunk.chunk());
        if (heldBytes > FULL_BYTES || held.size() == MOST_HELD) {
            storeHeld();
        }
    }

    @Override
    public void pressed() throws InterruptedIOException {
        storeHeld();
    }

    /** Stores what is still held and gives the chunks of the file in order. */
    List<Chunk> finish() throws InterruptedIOException {
        storeHeld();
        awaitWriting();
        return all;
    }

    /** Gives the stored packs away for publishing: from now on they are not this upload's to remove. */
    List<NewPack> handOver() {
        List<NewPack> given = List.copyOf(storedPacks);
        storedPacks.clear();
        return given;
    }

    /** Removes packs that were not handed over. */
    @Override
    public void close() {
        if (writing != null) {
            writing.settle();
        }
        storedPacks.forEach(packs::discard);
    }

    private void storeHeld() throws InterruptedIOException {
        awaitWriting();
        if (held.isEmpty()) {
            return;
        }
        List<Held> full = held;
        held = new ArrayList<>();
        heldBytes = 0;
        writing = Background.start("pack-write", () -> store(full));
    }

    private void awaitWriting() throws InterruptedIOException {
        if (writing != null) {
            writing.await();
        }
    }

    private void store(List<Held> full) {
        try {
            PackWriter pack = pack(full);
            if (!pack.isEmpty()) {
                storedPacks.add(packs.store(owner, pack));
                CrashPoint.at("push.file.pack.stored");
            }
        } finally {
            full.forEach(one -> one.release().run());
        }
    }

    /** A pack of those chunks that neither this owner's packs nor this upload hold yet. */
    private PackWriter pack(List<Held> full) {
        Map<Chunk, List<ChunkLocation>> present =
                chunks.rely(full.stream().map(one -> one.chunk().chunk()).toList(), owner::equals);
        PackWriter pack = new PackWriter();
        for (Held one : full) {
            Chunk chunk = one.chunk().chunk();
            if (!present.containsKey(chunk) && stored.add(chunk)) {
                pack.add(chunk, one.chunk().crc32c(), one.bytes());
            }
        }
        return pack;
    }
}
