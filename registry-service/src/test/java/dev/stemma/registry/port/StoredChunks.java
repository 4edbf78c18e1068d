package dev.stemma.registry.port;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts chunks and files into an index past the store, by short names.
 *
 * @param mark keeps the names of one test apart from those of others
 */
public record StoredChunks(BlobIndex index, String mark) {

    private static final AtomicInteger PACKS = new AtomicInteger();

    /** The digest of what has that name. */
    public Digest digest(String name) {
        return Digest.of((mark + " " + name).getBytes(StandardCharsets.UTF_8));
    }

    /** A place of a chunk of 1,000 raw bytes, at a depth of 0 without a base and else as told. */
    public void place(String owner, String chunk, int codec, int encodedBytes, int depth, String... bases) {
        Digest pack = digest("pack " + PACKS.incrementAndGet());
        ChunkLocation place = new ChunkLocation(
                new Chunk(digest(chunk), 1_000),
                "packs/" + pack.hex(),
                owner,
                8,
                encodedBytes,
                codec,
                Arrays.stream(bases).map(this::digest).toList(),
                depth);
        var _ = index.addPacks(List.of(new BlobIndex.NewPack(
                new BlobIndex.IndexedPack("packs/" + pack.hex(), owner, pack, encodedBytes, 1), List.of(place))));
    }

    /** A file that is made of these chunks. */
    public Digest file(Digest file, long sizeBytes, String... chunks) {
        var _ = index.addBlob(
                new BlobIndex.IndexedBlob(file, sizeBytes, "recipes/" + file.hex()),
                Arrays.stream(chunks).map(this::digest).toList());
        return file;
    }
}
