package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.BlobIndex.IndexedPack;
import dev.stemma.blob.BlobIndex.NewPack;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.Footer;
import dev.stemma.blob.pack.PackReader;
import dev.stemma.blob.recipe.Recipe;
import dev.stemma.blob.recipe.RecipeReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes an index anew from packs and recipes alone. Packs do not say to whom they belong: a pack goes to the owner of a file that is made
 * of its chunks. Memory grows with the number of chunks.
 */
public final class Rebuild {

    /** Owner of packs of which nothing is needed by any file whose owner is known. */
    public static final String NOBODY = "-";

    private static final int PAGE = 1_000;
    private static final int DEPTHS = 16;

    private final ObjectStore objects;
    private final BlobIndex index;
    private final List<String> damaged = new ArrayList<>();

    /** From these objects into this index, which must be empty. */
    public Rebuild(ObjectStore objects, BlobIndex index) {
        this.objects = objects;
        this.index = index;
    }

    /**
     * What was found.
     *
     * @param damaged keys of objects that can't be read
     */
    public record Rebuilt(long packs, long files, List<String> damaged) {

        /** Copies the list. */
        public Rebuilt {
            damaged = List.copyOf(damaged);
        }
    }

    private record Stored(String key, Recipe recipe) {}

    /** Adds all that can be read. */
    public Rebuilt run(Function<Digest, Optional<String>> ownerOfFile) {
        List<Stored> recipes = recipes();
        Map<Digest, String> owners = new HashMap<>();
        recipes.forEach(stored -> ownerOfFile
                .apply(stored.recipe().file().digest())
                .ifPresent(owner -> stored.recipe().chunks().forEach(chunk -> owners.putIfAbsent(chunk, owner))));
        List<NewPack> packs = leaningOnWhatIsThere(packs(owners));
        var _ = index.addPacks(packs);
        recipes.forEach(stored -> {
            var file = stored.recipe().file();
            var _ = index.addBlob(
                    new IndexedBlob(file.digest(), file.sizeBytes(), stored.key()),
                    stored.recipe().chunks());
        });
        return new Rebuilt(packs.size(), recipes.size(), damaged);
    }

    private interface Reader<T> {
        T read(ObjectInfo object) throws IOException;
    }

    private <T> List<T> all(String folder, Reader<T> reader) {
        List<T> all = new ArrayList<>();
        List<ObjectInfo> page = objects.list(folder, "", PAGE);
        while (!page.isEmpty()) {
            for (ObjectInfo object : page) {
                try {
                    all.add(reader.read(object));
                } catch (BlobException.StoreUnavailable e) {
                    throw e;
                } catch (BlobException | IOException | IndexOutOfBoundsException e) {
                    damaged.add(object.key());
                }
            }
            page = objects.list(folder, page.getLast().key(), PAGE);
        }
        return all;
    }

    private List<Stored> recipes() {
        return all("recipes/", object -> {
            try (InputStream in = objects.open(object.key(), 0, object.sizeBytes())) {
                return new Stored(object.key(), RecipeReader.read(in.readAllBytes()));
            }
        });
    }

    private List<NewPack> packs(Map<Digest, String> owners) {
        return all("packs/", object -> pack(object, PackReader.footer(objects, object), owners));
    }

    private static NewPack pack(ObjectInfo object, Footer footer, Map<Digest, String> owners) {
        String owner = footer.rows().stream()
                .map(row -> owners.get(row.frame().chunk().digest()))
                .filter(known -> known != null)
                .findFirst()
                .orElse(NOBODY);
        List<ChunkLocation> places = footer.rows().stream()
                .map(row -> new ChunkLocation(
                        row.frame().chunk(),
                        object.key(),
                        owner,
                        row.offset(),
                        row.frame().encodedBytes(),
                        row.frame().codec(),
                        row.frame().bases(),
                        row.frame().depth()))
                .toList();
        return new NewPack(
                new IndexedPack(object.key(), owner, footer.digest(), object.sizeBytes(), places.size()), places);
    }

    /** Without frames that lean on what was collected: nothing needs these, and no index would take them. */
    private static List<NewPack> leaningOnWhatIsThere(List<NewPack> packs) {
        Map<Digest, Integer> shallowest = new HashMap<>();
        Set<ChunkLocation> kept = new HashSet<>();
        for (int depth = 0; depth < DEPTHS; depth++) {
            Map<Chunk, Integer> here = new HashMap<>();
            for (NewPack pack : packs) {
                for (ChunkLocation place : pack.locations()) {
                    int below = depth;
                    boolean sound = place.bases().stream()
                            .allMatch(base -> shallowest.getOrDefault(base, Integer.MAX_VALUE) < below);
                    if (place.depth() == depth && sound) {
                        kept.add(place);
                        here.putIfAbsent(place.chunk(), depth);
                    }
                }
            }
            here.forEach((chunk, at) -> shallowest.putIfAbsent(chunk.digest(), at));
        }
        return packs.stream()
                .map(pack -> new NewPack(
                        pack.pack(),
                        pack.locations().stream().filter(kept::contains).toList()))
                .filter(pack -> !pack.locations().isEmpty())
                .toList();
    }
}
