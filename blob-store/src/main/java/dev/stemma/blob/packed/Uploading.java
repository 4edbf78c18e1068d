package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.Hasher;
import dev.stemma.blob.Lease;
import dev.stemma.blob.chunk.ChunkMemory;
import dev.stemma.blob.chunk.CutPlan;
import dev.stemma.blob.chunk.FileCutter;
import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.recipe.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/** Stores whole files, cut as their tensors lie. */
final class Uploading {

    /** Chunks of a large upload: one pack fills while another is written. */
    private static final long MOST_CHUNK_BYTES = 32L * 1024 * 1024;

    /** Beside the chunks' bytes: many small chunks weigh more than their bytes. */
    private static final long LEAST_CHUNK_BYTES = 256 * 1024;

    /**
     * Bytes in chunks over all uploads, with what each reads ahead; who finds no room waits for his turn, so memory stays
     * bounded.
     */
    private static final long BUDGET_BYTES = 2 * (MOST_CHUNK_BYTES + FileCutter.WINDOW_BYTES);

    private static final int HASH_BYTES = 256 * 1024;

    private final Chunks chunks;
    private final Packs packs;
    private final Recipes recipes;
    private final Spool spool;
    private final ByteBudget budget;

    Uploading(Chunks chunks, Packs packs, Recipes recipes, Path scratch) {
        this(chunks, packs, recipes, new Spool(scratch), new ByteBudget(BUDGET_BYTES + 2 * 1024));
    }

    private Uploading(Chunks chunks, Packs packs, Recipes recipes, Spool spool, ByteBudget budget) {
        this.chunks = chunks;
        this.packs = packs;
        this.recipes = recipes;
        this.spool = spool;
        this.budget = budget;
    }

    /** Uploads under a lease, in the same room and memory. */
    Uploading under(Lease lease) {
        return new Uploading(chunks.under(lease), packs.under(lease), recipes.under(lease), spool, budget);
    }

    BlobInfo put(String owner, InputStream bytes, Announced announced) {
        try {
            return receive(owner, new SourceStream(bytes, announced.limitBytes()), announced);
        } catch (InterruptedIOException e) {
            throw new StoreUnavailable("The upload was interrupted", true, e);
        } catch (IOException e) {
            throw new StoreUnavailable("Storing the upload failed: " + e.getMessage(), true, e);
        }
    }

    private BlobInfo receive(String owner, SourceStream source, Announced announced) throws IOException {
        if (recipes.relies(announced.digest()) && chunks.complete(announced.digest())) {
            BlobInfo received = hash(source);
            announced.check(received);
            return received;
        }
        Head head = Head.of(source, announced.limitBytes());
        if (!head.mayHaveTensors()) {
            return store(owner, head.whole(), CutPlan.opaque(announced.sizeBytes()), announced);
        }
        try (Spool.File file = spool.receive(head.whole())) {
            announced.check(file.received());
            CutPlan plan = file.plan();
            return store(owner, file.open(), plan, announced);
        }
    }

    private BlobInfo store(String owner, InputStream bytes, CutPlan plan, Announced announced) throws IOException {
        long memoryBytes = memoryBytes(plan.sizeBytes());
        try (ByteBudget.Share _ = budget.take(memoryBytes + FileCutter.WINDOW_BYTES);
                Upload upload = new Upload(owner, chunks, packs)) {
            BlobInfo received = FileCutter.cut(bytes, plan, new ChunkMemory(memoryBytes), upload);
            announced.check(received);
            Recipe recipe = Recipe.ofChunks(received, upload.finish());
            CrashPoint.at("push.file.cut");
            packs.publish(upload.handOver());
            CrashPoint.at("push.file.indexed");
            return recipes.publish(recipe);
        }
    }

    /** A small file needs little, so many small uploads run beside a large one. */
    private static long memoryBytes(long sizeBytes) {
        return sizeBytes == CutPlan.UNKNOWN_SIZE || sizeBytes > MOST_CHUNK_BYTES - LEAST_CHUNK_BYTES
                ? MOST_CHUNK_BYTES
                : sizeBytes + LEAST_CHUNK_BYTES;
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
