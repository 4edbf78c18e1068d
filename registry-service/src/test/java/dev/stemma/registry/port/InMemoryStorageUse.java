package dev.stemma.registry.port;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Version;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Usage over the versions and the index in memory: looks at everything, each time. */
final class InMemoryStorageUse implements StorageUse {

    private final Supplier<List<Version>> versions;
    private final BlobIndex index;

    InMemoryStorageUse(Supplier<List<Version>> versions, BlobIndex index) {
        this.versions = versions;
        this.index = index;
    }

    @Override
    public Map<Digest, Set<Digest>> chunks(Collection<Digest> blobs) {
        Map<Digest, Set<Digest>> found = new HashMap<>();
        for (Digest blob : blobs) {
            Set<Digest> chunks = index.chunksOf(blob);
            if (!chunks.isEmpty()) {
                found.put(blob, chunks);
            }
        }
        return found;
    }

    private static Set<Digest> blobs(Version version) {
        Set<Digest> blobs = new HashSet<>();
        version.manifest().files().forEach(file -> blobs.add(file.digest()));
        Manifest.LineageRefs lineage = version.manifest().lineage();
        lineage.code().ifPresent(blobs::add);
        blobs.addAll(lineage.data());
        lineage.environment().ifPresent(blobs::add);
        lineage.run().ifPresent(blobs::add);
        return blobs;
    }

    private Set<Digest> chunksOf(Version version) {
        Set<Digest> chunks = new HashSet<>();
        blobs(version).forEach(blob -> chunks.addAll(index.chunksOf(blob)));
        return chunks;
    }

    private List<ChunkLocation> places(Digest chunk) {
        return index.locate(List.of(chunk)).getOrDefault(chunk, List.of());
    }

    private boolean stores(String namespace, Digest chunk) {
        return places(chunk).stream().anyMatch(place -> place.owner().equals(namespace));
    }

    /** Whether what that namespace does with a chunk concerns the place of another. */
    private boolean concerns(String other, String namespace, Digest chunk) {
        return other.equals(namespace) || !stores(other, chunk) || !stores(namespace, chunk);
    }

    private Set<Digest> everything() {
        Set<Digest> all = new HashSet<>();
        versions.get().forEach(version -> all.addAll(chunksOf(version)));
        return all;
    }

    @Override
    public Map<Digest, Set<Digest>> leaning(Collection<Digest> chunks, String namespace) {
        Map<Digest, Set<Digest>> found = new HashMap<>();
        for (Digest leaner : everything()) {
            for (ChunkLocation place : places(leaner)) {
                for (Digest base : place.bases()) {
                    if (place.owner().equals(namespace) && chunks.contains(base)) {
                        found.computeIfAbsent(base, absent -> new HashSet<>()).add(leaner);
                    }
                }
            }
        }
        return found;
    }

    @Override
    public Map<Digest, Users> users(Collection<Digest> chunks, ModelName name) {
        Map<Digest, Users> found = new HashMap<>();
        for (Version version : versions.get()) {
            ModelName other = version.id().name();
            int number = version.id().number();
            Users user = other.equals(name) ? new Users(number, number, false) : new Users(0, 0, true);
            chunksOf(version).stream()
                    .filter(chunks::contains)
                    .filter(chunk -> concerns(other.namespace(), name.namespace(), chunk))
                    .forEach(chunk -> found.merge(chunk, user, Users::and));
        }
        for (Digest leaner : everything()) {
            for (ChunkLocation place : places(leaner)) {
                place.bases().stream()
                        .filter(chunks::contains)
                        .filter(base -> !place.owner().equals(name.namespace()))
                        .filter(base -> concerns(place.owner(), name.namespace(), base))
                        .forEach(base -> found.merge(base, new Users(0, 0, true), Users::and));
            }
        }
        return found;
    }
}
