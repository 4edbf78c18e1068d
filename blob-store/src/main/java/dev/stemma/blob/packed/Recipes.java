package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.BlobNotFound;
import dev.stemma.blob.BlobException.ChunksMissing;
import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.RecipeInvalid;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Lease;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.recipe.Recipe;
import dev.stemma.blob.recipe.RecipeReader;
import dev.stemma.blob.recipe.RecipeWriter;
import dev.stemma.blob.recipe.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Stores and finds the recipes of files; adding one to the index is what makes its file visible. */
final class Recipes {

    private final ObjectStore objects;
    private final BlobIndex index;
    private final Keys keys;
    private final Optional<Lease> lease;

    Recipes(ObjectStore objects, BlobIndex index, Keys keys) {
        this(objects, index, keys, Optional.empty());
    }

    private Recipes(ObjectStore objects, BlobIndex index, Keys keys, Optional<Lease> lease) {
        this.objects = objects;
        this.index = index;
        this.keys = keys;
        this.lease = lease;
    }

    /** Recipes of files that are kept for whoever holds the lease. */
    Recipes under(Lease kept) {
        return new Recipes(objects, index, keys, Optional.of(kept));
    }

    /** Whether a file is stored and stays. */
    boolean relies(Digest blob) {
        return lease.map(held -> index.hold(held, Set.of(blob)).isEmpty() && has(blob))
                .orElseGet(() -> has(blob));
    }

    /** Tells the index the chunks of a stored file. */
    void learn(IndexedBlob row) {
        var _ = index.addBlob(row, load(row).chunks());
    }

    boolean has(Digest blob) {
        return index.blob(blob).isPresent();
    }

    /** A stored file's size in bytes. */
    Optional<Long> size(Digest blob) {
        return index.blob(blob).map(IndexedBlob::sizeBytes);
    }

    Optional<Recipe> find(Digest blob) {
        return index.blob(blob).map(this::load);
    }

    Recipe get(Digest blob) {
        return find(blob).orElseThrow(() -> new BlobNotFound(blob));
    }

    /**
     * Makes a file visible whose bytes were verified and whose chunks are all indexed.
     *
     * @throws ChunksMissing if they are not: the lease on them ended too early
     */
    BlobInfo publish(Recipe recipe) {
        BlobInfo file = recipe.file();
        lease.ifPresent(held -> claim(recipe, held));
        byte[] bytes = RecipeWriter.bytes(recipe);
        String key = keys.newRecipe();
        CrashPoint.at("push.recipe.made");
        objects.put(key, bytes.length, new ByteArrayInputStream(bytes));
        CrashPoint.at("push.recipe.stored");
        IndexedBlob kept = index.addBlob(new IndexedBlob(file.digest(), file.sizeBytes(), key), recipe.chunks());
        CrashPoint.at("push.recipe.indexed");
        if (!kept.recipeKey().equals(key)) {
            discard(key);
        }
        return file;
    }

    private void claim(Recipe recipe, Lease held) {
        Set<Digest> needed = new HashSet<>(recipe.chunks());
        needed.add(recipe.file().digest());
        Set<Digest> gone = index.hold(held, needed);
        List<Chunk> missing = recipe.segments().stream()
                .flatMap(segment -> segment instanceof Segment.OfChunk(var chunk) ? Stream.of(chunk) : Stream.of())
                .filter(chunk -> gone.contains(chunk.digest()))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new ChunksMissing(missing);
        }
    }

    private void discard(String key) {
        try {
            objects.delete(key);
        } catch (StoreUnavailable e) {
            // The file is stored by another recipe; a later sweep finds this one.
        }
    }

    /**
     * The recipe of a stored file.
     *
     * @throws BlobCorrupt if it is damaged or gone
     */
    Recipe load(IndexedBlob row) {
        try {
            ObjectInfo object = objects.head(row.recipeKey()).orElseThrow(() -> new ObjectMissing(row.recipeKey()));
            Recipe recipe = RecipeReader.read(bytes(object));
            if (!recipe.file().equals(new BlobInfo(row.digest(), row.sizeBytes()))) {
                throw new RecipeInvalid("it makes another file, " + recipe.file());
            }
            return recipe;
        } catch (RecipeInvalid | ObjectMissing e) {
            throw new BlobCorrupt(row.digest(), row.recipeKey() + ": " + e.getMessage(), e);
        }
    }

    private byte[] bytes(ObjectInfo object) {
        try (InputStream in = objects.open(object.key(), 0, object.sizeBytes())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StoreUnavailable("Cannot read " + object.key() + ": " + e.getMessage(), true, e);
        }
    }
}
