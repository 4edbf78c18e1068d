package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.BaseNotStored;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.NewPack;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.Digest;
import dev.stemma.blob.codec.Encoding;
import dev.stemma.blob.codec.Span;
import dev.stemma.blob.pack.Frame;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Gathers newly encoded chunks into packs. When one is full it is stored, read back, entered in the index, and only then the
 * places that it replaces are dropped; whatever happens in between, every chunk has a sound place.
 */
final class Repacking {

    private final String owner;
    private final Packs packs;
    private final BlobIndex index;
    private final Clock clock;
    private PackWriter filling = new PackWriter();
    private final List<ChunkLocation> replaced = new ArrayList<>();
    private final Map<Digest, Integer> depths = new HashMap<>();
    private long chunks;
    private long beforeBytes;
    private long afterBytes;

    Repacking(String owner, Packs packs, BlobIndex index, Clock clock) {
        this.owner = owner;
        this.packs = packs;
        this.index = index;
        this.clock = clock;
    }

    /** Takes an encoded chunk, copying its bytes, and the places that it is to replace. */
    void add(Chunk chunk, Encoding encoding, List<ChunkLocation> old) {
        Span encoded = encoding.bytes();
        if (!filling.hasRoomFor(encoded.length())) {
            flush();
        }
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.length());
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        Frame frame = new Frame(
                chunk, encoding.codec().id(), encoding.bases(), encoding.depth(), bytes.length, (int) crc.getValue());
        filling.add(frame, () -> new ByteArrayInputStream(bytes));
        replaced.addAll(old);
        depths.put(chunk.digest(), encoding.depth());
        chunks++;
        beforeBytes += old.stream().mapToLong(ChunkLocation::encodedBytes).sum();
        afterBytes += bytes.length;
    }

    /** How deep a chunk will lie that was encoded anew here; empty for any other. */
    Optional<Integer> depth(Digest chunk) {
        return Optional.ofNullable(depths.get(chunk));
    }

    /** Gives up places of a chunk that has another place of this owner already. */
    void drop(List<ChunkLocation> redundant) {
        replaced.addAll(redundant);
    }

    /**
     * Puts what is held in force.
     *
     * @throws BaseNotStored if a base went away meanwhile; nothing is lost, and encoding anew finds another
     */
    void flush() {
        if (!filling.isEmpty()) {
            store();
        }
        if (!replaced.isEmpty()) {
            index.drop(replaced, clock.instant());
            CrashPoint.at("encode.places.dropped");
            replaced.clear();
        }
    }

    private void store() {
        CrashPoint.at("encode.pack.full");
        NewPack stored = packs.store(owner, filling);
        CrashPoint.at("encode.pack.stored");
        try {
            packs.checkStored(stored);
        } catch (BlobException e) {
            packs.discard(stored);
            throw e;
        }
        CrashPoint.at("encode.pack.checked");
        try {
            packs.publish(List.of(stored));
        } catch (BaseNotStored e) {
            packs.discard(stored);
            throw e;
        }
        CrashPoint.at("encode.pack.indexed");
        filling = new PackWriter();
    }

    long chunks() {
        return chunks;
    }

    long beforeBytes() {
        return beforeBytes;
    }

    long afterBytes() {
        return afterBytes;
    }
}
