package dev.stemma.registry.flow.usage;

import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.port.StorageUse;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What versions take in storage, and what would become free without them. Computed from the index when it is asked for; of a version that is
 * being encoded meanwhile, some chunks may count as they were before.
 */
@ApplicationScoped
public class StorageUsage {

    private static final int AT_ONCE = 100;

    private final VersionResolver resolver;
    private final Versions versions;
    private final HoldingsReader reader;

    StorageUsage(VersionResolver resolver, Versions versions, HoldingsReader reader) {
        this.resolver = resolver;
        this.versions = versions;
        this.reader = reader;
    }

    /**
     * The versions of a name, newest first, and all of them together. Takes time in proportion to all versions, whatever the page.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    public NameUsage of(Kind kind, ModelName name, PageRequest request) {
        var _ = resolver.name(kind, name);
        Page<Version> page = versions.list(name, request);
        All all = all(name);
        Holdings holdings = reader.of(name, all.files.keySet());
        Usage totals = usage(holdings, all.files.values(), all.logicalBytes, users -> !users.elsewhere());
        return new NameUsage(
                all.versions,
                totals,
                new Page<>(
                        page.items().stream()
                                .map(version -> new NameUsage.One(version, usage(holdings, version)))
                                .toList(),
                        page.next()));
    }

    /**
     * One version, file by file.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public VersionUsage of(Kind kind, ModelName name, Selector selector) {
        Version version = resolver.version(kind, name, selector);
        List<FileEntry> files = version.manifest().files();
        Holdings holdings = reader.of(name, blobs(files));
        return new VersionUsage(
                version,
                usage(holdings, version),
                files.stream().map(file -> file(holdings, file)).toList());
    }

    /** All versions of a name, without what is not needed of them. */
    private static final class All {
        private final Map<Digest, FileEntry> files = new HashMap<>();
        private int versions;
        private long logicalBytes;

        private void add(Version version) {
            versions++;
            logicalBytes += version.manifest().sizeBytes();
            version.manifest().files().forEach(file -> files.putIfAbsent(file.digest(), file));
        }
    }

    private All all(ModelName name) {
        All all = new All();
        Optional<String> after = Optional.empty();
        do {
            Page<Version> some = versions.list(name, new PageRequest(AT_ONCE, after));
            some.items().forEach(all::add);
            after = some.next();
        } while (after.isPresent());
        return all;
    }

    private static Usage usage(Holdings holdings, Version version) {
        int number = version.id().number();
        return usage(
                holdings, version.manifest().files(), version.manifest().sizeBytes(), users -> users.onlyBy(number));
    }

    private static Usage usage(
            Holdings holdings, Collection<FileEntry> files, long logicalBytes, Predicate<StorageUse.Users> goes) {
        Set<Digest> chunks = holdings.chunksOf(blobs(files));
        return new Usage(
                logicalBytes,
                holdings.stored(chunks),
                holdings.freed(chunks, goes),
                files.stream().allMatch(holdings::knows));
    }

    private static List<Digest> blobs(Collection<FileEntry> files) {
        return files.stream().map(FileEntry::digest).toList();
    }

    private static VersionUsage.OneFile file(Holdings holdings, FileEntry file) {
        if (!holdings.knows(file)) {
            return new VersionUsage.OneFile(file.path(), file.sizeBytes(), 0, 0, false, List.of());
        }
        SortedMap<Integer, VersionUsage.CodecShare> codecs = new TreeMap<>();
        List<ChunkLocation> places = new ArrayList<>();
        holdings.chunksOf(List.of(file.digest()))
                .forEach(chunk -> places.add(holdings.places().get(chunk)));
        for (ChunkLocation place : places) {
            codecs.merge(
                    place.codec(),
                    new VersionUsage.CodecShare(
                            place.codec(), 1, place.chunk().sizeBytes(), Holdings.storedBytes(place)),
                    VersionUsage.CodecShare::and);
        }
        return new VersionUsage.OneFile(
                file.path(),
                file.sizeBytes(),
                places.stream().mapToLong(Holdings::storedBytes).sum(),
                places.stream().mapToInt(ChunkLocation::depth).max().orElse(0),
                true,
                List.copyOf(codecs.values()));
    }
}
