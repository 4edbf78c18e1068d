package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.ChunksMissing;
import dev.stemma.blob.BlobException.DigestMismatch;
import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import dev.stemma.blob.Lease;
import dev.stemma.blob.packed.FrameFetcher.Check;
import dev.stemma.blob.recipe.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Predicate;

/** Makes files of stored chunks, after proving that they have the digest that the file is to be known by. */
final class Assembling {

    private static final int HASH_BYTES = 256 * 1024;

    private final Chunks chunks;
    private final Recipes recipes;
    private final Reading reading;

    Assembling(Chunks chunks, Recipes recipes, Reading reading) {
        this.chunks = chunks;
        this.recipes = recipes;
        this.reading = reading;
    }

    /** Assembling under a lease. */
    Assembling under(Lease lease) {
        return new Assembling(chunks.under(lease), recipes.under(lease), reading);
    }

    BlobInfo assemble(BlobInfo file, List<Chunk> parts, Predicate<String> readableOwners) {
        checkSize(file, parts);
        checkPresent(parts, readableOwners);
        Recipe recipe = Recipe.ofChunks(file, parts);
        if (recipes.relies(file.digest())
                && recipes.find(file.digest()).filter(recipe::equals).isPresent()) {
            return file;
        }
        checkDigest(file, parts, readableOwners);
        CrashPoint.at("push.assembled");
        return recipes.publish(recipe);
    }

    private static void checkSize(BlobInfo file, List<Chunk> parts) {
        long sum = parts.stream().mapToLong(Chunk::sizeBytes).sum();
        if (sum != file.sizeBytes()) {
            throw new SizeMismatch(file.sizeBytes(), sum);
        }
    }

    private void checkPresent(List<Chunk> parts, Predicate<String> readableOwners) {
        List<Chunk> missing = chunks.missing(parts, readableOwners).stream()
                .mapToObj(parts::get)
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new ChunksMissing(missing);
        }
    }

    /**
     * The whole file's hash covers every chunk, so chunks are not hashed again. If it differs they are, once: that names
     * a damaged chunk, gets round it if there is another copy, or shows that the list itself is wrong.
     */
    private void checkDigest(BlobInfo file, List<Chunk> parts, Predicate<String> readableOwners) {
        Digest actual = hash(parts, readableOwners, Check.NONE);
        if (!actual.equals(file.digest())) {
            actual = hash(parts, readableOwners, Check.DIGEST);
        }
        if (!actual.equals(file.digest())) {
            throw new DigestMismatch(file.digest(), actual);
        }
    }

    private Digest hash(List<Chunk> parts, Predicate<String> readableOwners, Check check) {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[HASH_BYTES];
        try (InputStream in = reading.open(parts, readableOwners, check)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hasher.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new StoreUnavailable("Reading stored chunks was interrupted", true, e);
        }
        return hasher.digest();
    }
}
