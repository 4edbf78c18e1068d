package dev.stemma.blob.bench;

import dev.stemma.blob.Digest;
import dev.stemma.blob.bench.Meter.Taken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stores a model much larger than the heap, then a retrained one against it, and reads both back. */
final class LargeRun {

    private static final String PATH = "model.safetensors";

    private LargeRun() {}

    static void run(Path folder, int mib) throws IOException {
        TrialStore store = new TrialStore(folder.resolve("objects"), folder.resolve("other"));
        SortedMap<String, Digest> first = one(store, mib, false, List.of());
        one(store, mib, true, List.of(first));
        store.verify(Objects.requireNonNull(first.get(PATH)));
    }

    private static SortedMap<String, Digest> one(
            TrialStore store, int mib, boolean retrained, List<SortedMap<String, Digest>> relatives)
            throws IOException {
        long before = store.storedBytes();
        long sizeBytes = new LargeModel(mib, retrained).sizeBytes();
        Digest digest = TrialStore.digest(new LargeModel(mib, retrained));
        SortedMap<String, Digest> files = new TreeMap<>();
        files.put(PATH, digest);
        Taken put = Meter.time(() -> store.put(new LargeModel(mib, retrained), digest, sizeBytes));
        Taken encode = Meter.time(() -> store.encode(files, relatives));
        store.collect();
        Taken decode = Meter.time(() -> store.verify(digest));
        System.out.printf(
                Locale.ROOT,
                "%s of %.1f MB: stored %.1f MB (%s); put %.1f s, encode %.1f s, read and compare %.1f s%n",
                retrained ? "retrained model" : "model",
                sizeBytes / 1e6,
                (store.storedBytes() - before) / 1e6,
                store.mix(digest),
                put.wallSeconds(),
                encode.wallSeconds(),
                decode.wallSeconds());
        return files;
    }
}
