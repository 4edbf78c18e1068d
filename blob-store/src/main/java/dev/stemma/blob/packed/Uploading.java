package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Hasher;
import dev.stemma.blob.chunk.FixedChunker;
import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.recipe.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** Stores whole files in one pass. */
final class Uploading {

    /** Chunk buffers of a large upload: one pack fills while another is written. */
    private static final int MOST_BUFFERS = 2 * Upload.CHUNKS_PER_PACK;

    /** Bytes in chunk buffers over all uploads; who finds no room waits for his turn, so memory stays bounded. */
    private static final long BUDGET_BYTES = 64L * 1024 * 1024;

    private static final int HASH_BYTES = 256 * 1024;

    private final Chunks chunks;
    private final Packs packs;
    private final Recipes recipes;
    private final ByteBudget budget = new ByteBudget(BUDGET_BYTES + 2 * 1024);

    Uploading(Chunks chunks, Packs packs, Recipes recipes) {
        this.chunks = chunks;
        this.packs = packs;
        this.recipes = recipes;
    }

    BlobInfo put(String owner, InputStream bytes, Announced announced) {
        int buffers = buffers(announced.limitBytes());
        try (ByteBudget.Share _ = budget.take((long) buffers * FixedChunker.CHUNK_BYTES)) {
            return receive(owner, new SourceStream(bytes, announced.limitBytes()), announced, buffers);
        } catch (InterruptedIOException e) {
            throw new StoreUnavailable("The upload was interrupted", true, e);
        } catch (IOException e) {
            throw new StoreUnavailable("Storing the upload failed: " + e.getMessage(), true, e);
        }
    }

    /** A small file needs few buffers, so many small uploads run beside a large one. */
    private static int buffers(long limitBytes) {
        return Math.clamp(limitBytes / FixedChunker.CHUNK_BYTES + 1, 2, MOST_BUFFERS);
    }

    private BlobInfo receive(String owner, InputStream source, Announced announced, int buffers) throws IOException {
        if (recipes.has(announced.digest())) {
            BlobInfo received = hash(source);
            announced.check(received);
            return received;
        }
        try (Upload upload = new Upload(owner, chunks, packs)) {
            BlobInfo received = FixedChunker.cut(source, buffers, upload);
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
