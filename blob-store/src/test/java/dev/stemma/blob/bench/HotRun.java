package dev.stemma.blob.bench;

import dev.stemma.blob.Digest;
import dev.stemma.blob.bench.FamilyRun.Outcome;
import dev.stemma.blob.bench.Meter.Taken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Downloads encoded files again and again: from the disk, from packs in the system's cache, and kept whole. */
final class HotRun {

    private static final int TIMES = 3;

    private HotRun() {}

    static void run(FamilyRun family, List<Outcome> outcomes) throws IOException {
        TrialStore store = family.store();
        List<Taken> cold = new ArrayList<>();
        List<Taken> packs = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            SortedMap<String, Digest> files = family.version(outcome.name());
            store.forgetCache();
            cold.add(Meter.time(() -> read(store, files)));
            packs.add(best(store, files));
        }
        while (store.materialiseOne()) {
            // All have been read often enough; those that take no work to read stay in packs.
        }
        System.out.println();
        System.out.println("| repeated download of | MB | cold, from packs | from packs | hot |");
        System.out.println("|---|--:|--:|--:|--:|");
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            SortedMap<String, Digest> files = family.version(outcome.name());
            read(store, files);
            Taken hot = best(store, files);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %s | %s | %s |%n",
                    outcome.name(),
                    outcome.rawBytes() / 1e6,
                    StorageBench.rate(cold.get(i), outcome.rawBytes()),
                    StorageBench.rate(packs.get(i), outcome.rawBytes()),
                    StorageBench.rate(hot, outcome.rawBytes()));
        }
        System.out.printf(Locale.ROOT, "%nHot files take %.1f MB besides.%n", store.hotBytes() / 1e6);
    }

    private static Taken best(TrialStore store, SortedMap<String, Digest> files) throws IOException {
        Taken best = Meter.time(() -> read(store, files));
        for (int i = 1; i < TIMES; i++) {
            Taken next = Meter.time(() -> read(store, files));
            best = next.wallNanos() < best.wallNanos() ? next : best;
        }
        return best;
    }

    private static void read(TrialStore store, SortedMap<String, Digest> files) throws IOException {
        for (Digest file : files.values()) {
            store.read(file);
        }
    }
}
