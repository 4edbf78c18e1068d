package dev.stemma.blob.bench;

import dev.stemma.blob.Digest;
import dev.stemma.blob.bench.Meter.Taken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stores a family in its order, as pushes of versions would, and reads every file back. */
final class FamilyRun {

    /** What one member took. */
    record Outcome(String name, long rawBytes, long storedBytes, CodecMix mix, Taken put, Taken encode, Taken decode) {}

    private final TrialStore store;
    private final Map<String, SortedMap<String, Digest>> versions = new HashMap<>();

    FamilyRun(Path folder) {
        this.store = new TrialStore(folder.resolve("objects"), folder.resolve("other"));
    }

    List<Outcome> run(List<Member> members) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Member member : members) {
            outcomes.add(run(member));
        }
        for (SortedMap<String, Digest> files : versions.values()) {
            for (Digest file : files.values()) {
                store.verify(file); // what came later must not have harmed what was there
            }
        }
        return outcomes;
    }

    private Outcome run(Member member) throws IOException {
        long before = store.storedBytes();
        SortedMap<String, Path> paths = member.files();
        SortedMap<String, Digest> files = digests(paths);
        long rawBytes = 0;
        Taken put = Taken.NOTHING;
        for (Map.Entry<String, Path> file : paths.entrySet()) {
            long sizeBytes = Files.size(file.getValue());
            Digest digest = Objects.requireNonNull(files.get(file.getKey()));
            rawBytes += sizeBytes;
            put = put.plus(Meter.time(() -> put(file.getValue(), digest, sizeBytes)));
        }
        List<SortedMap<String, Digest>> relatives =
                member.parents().stream().map(this::version).toList();
        Taken encode = Meter.time(() -> store.encode(files, relatives));
        store.collect();
        versions.put(member.name(), files);
        return new Outcome(
                member.name(), rawBytes, store.storedBytes() - before, mix(files), put, encode, decode(files));
    }

    TrialStore store() {
        return store;
    }

    /** The files of a member that was stored, by path. */
    SortedMap<String, Digest> version(String name) {
        SortedMap<String, Digest> version = versions.get(name);
        if (version == null) {
            throw new IllegalArgumentException(name + " is named as a parent before it is stored");
        }
        return version;
    }

    private static SortedMap<String, Digest> digests(SortedMap<String, Path> paths) throws IOException {
        SortedMap<String, Digest> digests = new TreeMap<>();
        for (Map.Entry<String, Path> file : paths.entrySet()) {
            try (InputStream in = Files.newInputStream(file.getValue())) {
                digests.put(file.getKey(), TrialStore.digest(in));
            }
        }
        return digests;
    }

    private void put(Path file, Digest digest, long sizeBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            store.put(in, digest, sizeBytes);
        }
    }

    private CodecMix mix(SortedMap<String, Digest> files) throws IOException {
        List<CodecMix> mixes = new ArrayList<>();
        for (Digest file : files.values()) {
            mixes.add(store.mix(file));
        }
        return CodecMix.sum(mixes);
    }

    /** Once to verify and to bring the objects into the system's cache, then with the clock. */
    private Taken decode(SortedMap<String, Digest> files) throws IOException {
        Taken taken = Taken.NOTHING;
        for (Digest file : files.values()) {
            store.verify(file);
            taken = taken.plus(Meter.time(() -> store.read(file)));
        }
        return taken;
    }
}
