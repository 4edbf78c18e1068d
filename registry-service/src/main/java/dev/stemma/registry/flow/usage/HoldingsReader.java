package dev.stemma.registry.flow.usage;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.port.StorageUse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what figures about files of a name are computed from. */
@ApplicationScoped
class HoldingsReader {

    private final StorageUse use;
    private final BlobIndex index;

    HoldingsReader(StorageUse use, BlobIndex index) {
        this.use = use;
        this.index = index;
    }

    /** Everything about these files of a name; bytes of memory are in proportion to the number of their chunks. */
    Holdings of(ModelName name, Collection<Digest> blobs) {
        Map<Digest, Set<Digest>> chunks = use.chunks(blobs);
        Set<Digest> seen = new HashSet<>();
        chunks.values().forEach(seen::addAll);
        Map<Digest, ChunkLocation> places = places(seen, name.namespace());
        Map<Digest, Set<Digest>> leaning = new HashMap<>();
        Set<Digest> open = seen;
        while (!open.isEmpty()) {
            Map<Digest, Set<Digest>> found = use.leaning(open, name.namespace());
            leaning.putAll(found);
            open = new HashSet<>();
            found.values().forEach(open::addAll);
            open.removeAll(seen);
            seen.addAll(open);
        }
        return new Holdings(chunks, places, use.users(seen, name), leaning);
    }

    private Map<Digest, ChunkLocation> places(Collection<Digest> chunks, String namespace) {
        Comparator<ChunkLocation> best = Comparator.comparing(
                        (ChunkLocation place) -> !place.owner().equals(namespace))
                .thenComparingLong(Holdings::storedBytes);
        Map<Digest, ChunkLocation> found = new HashMap<>();
        List<Digest> all = List.copyOf(chunks);
        for (int from = 0; from < all.size(); from += BlobIndex.MAX_BATCH) {
            index.locate(all.subList(from, Math.min(all.size(), from + BlobIndex.MAX_BATCH)))
                    .forEach((chunk, some) ->
                            found.put(chunk, some.stream().min(best).orElseThrow()));
        }
        return found;
    }
}
