package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Hasher;
import dev.stemma.blob.chunk.FixedChunker;
import dev.stemma.blob.recipe.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/** Stores whole files in one pass. */
final class Uploading {

    /** Chunk buffers of one upload: one pack fills while another is written. */
    private static final int BUFFERS = 2 * Upload.CHUNKS_PER_PACK;

    /** Uploads that hold buffers at once; the others wait for their turn, so memory stays bounded. */
    private static final int AT_ONCE = 3;

    private static final int HASH_BYTES = 256 * 1024;

    private final Chunks chunks;
    private final Packs packs;
    private final Recipes recipes;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    Uploading(Chunks chunks, Packs packs, Recipes recipes) {
        this.chunks = chunks;
        this.packs = packs;
        this.recipes = recipes;
    }

    BlobInfo put(String owner, InputStream bytes, Announced announced) {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while waiting for a turn to upload", true, e);
        }
        try {
            return receive(owner, new SourceStream(bytes, announced.limitBytes()), announced);
        } catch (InterruptedIOException e) {
            throw new StoreUnavailable("The upload was interrupted", true, e);
        } catch (IOException e) {
            throw new StoreUnavailable("Storing the upload failed: " + e.getMessage(), true, e);
        } finally {
            turns.release();
        }
    }

    private BlobInfo receive(String owner, InputStream source, Announced announced) throws IOException {
        if (recipes.has(announced.digest())) {
            BlobInfo received = hash(source);
            announced.check(received);
            return received;
        }
        try (Upload upload = new Upload(owner, chunks, packs)) {
            BlobInfo received = FixedChunker.cut(source, BUFFERS, upload);
            announced.check(received);
            Recipe recipe = Recipe.ofChunks(received, upload.finish());
            packs.publish(upload.handOver());
            return recipes.publish(recipe);
        }
    }

    private static BlobInfo hash(InputStream source) throws IOException {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[HASH_BYTES];
        long sizeBytes = 0;
        for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
            hasher.update(buffer, 0, count);
            sizeBytes += count;
        }
        return new BlobInfo(hasher.digest(), sizeBytes);
    }
}
