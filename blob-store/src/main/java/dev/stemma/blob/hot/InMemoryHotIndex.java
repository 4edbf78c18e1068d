package dev.stemma.blob.hot;

import dev.stemma.blob.Digest;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hot files that are forgotten when the process ends. */
public final class InMemoryHotIndex implements HotIndex {

    private static final Comparator<HotFile> LEAST_USED_FIRST =
            Comparator.comparing(HotFile::usedAt).thenComparing(HotFile::key);

    private final Map<Digest, HotFile> files = new HashMap<>();

    @Override
    public synchronized Optional<HotFile> find(Digest blob) {
        return Optional.ofNullable(files.get(blob));
    }

    @Override
    public synchronized boolean add(HotFile file) {
        return files.putIfAbsent(file.blob(), file) == null;
    }

    @Override
    public synchronized void use(String key, Instant at) {
        files.replaceAll((blob, file) -> file.key().equals(key) ? new HotFile(blob, key, file.sizeBytes(), at) : file);
    }

    @Override
    public synchronized boolean drop(String key) {
        return files.values().removeIf(file -> file.key().equals(key));
    }

    @Override
    public synchronized List<HotFile> leastUsed(int limit) {
        return files.values().stream().sorted(LEAST_USED_FIRST).limit(limit).toList();
    }

    @Override
    public synchronized Set<String> known(Collection<String> keys) {
        if (keys.size() > MAX_BATCH) {
            throw new IllegalArgumentException("asked for " + keys.size() + " keys, at most " + MAX_BATCH);
        }
        Set<String> known = new HashSet<>();
        files.values().forEach(file -> known.add(file.key()));
        known.retainAll(Set.copyOf(keys));
        return known;
    }

    @Override
    public synchronized long sizeBytes() {
        return files.values().stream().mapToLong(HotFile::sizeBytes).sum();
    }
}
