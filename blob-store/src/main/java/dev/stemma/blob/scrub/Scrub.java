package dev.stemma.blob.scrub;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.ScrubIndex;
import dev.stemma.blob.ScrubIndex.StoredPack;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks at everything that is stored. What is damaged is marked as bad, so that it is neither read nor relied upon again, and what is bad
 * but has a sound copy by now is dropped.
 */
public final class Scrub {

    private static final int PAGE = 200;

    /** Of the bytes that a stretch may read, this part may go to files put together, beyond those for packs. */
    private static final int SAMPLED = 8;

    private static final int MOST_SAMPLES = 100;

    private final ScrubIndex stored;
    private final BlobIndex index;
    private final Checks checks;
    private final Pace pace;
    private final Clock clock;

    /** Over parts that belong together. */
    public Scrub(ScrubIndex stored, BlobIndex index, Checks checks, Pace pace, Clock clock) {
        this.stored = stored;
        this.index = index;
        this.checks = checks;
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * What was looked at.
     *
     * @param damaged how many objects are damaged
     */
    public record Scrubbed(long packs, long files, long bytes, long damaged) {}

    /**
     * How far it has come.
     *
     * @param bytes so many were read
     * @param totalBytes of so many, as far as was known at the start
     */
    public record Progress(long packs, long files, long bytes, long totalBytes, long damaged) {}

    private static final class Run {
        private final Consumer<Damage> found;
        private final Consumer<Progress> told;
        private final Pace pace;
        private final long totalBytes;
        private long read;
        private long packs;
        private long files;
        private long bytes;
        private long damaged;

        Run(Consumer<Damage> found, Consumer<Progress> told, Pace pace, long totalBytes) {
            this.found = found;
            this.told = told;
            this.pace = pace;
            this.totalBytes = totalBytes;
        }

        void spend(long size) {
            pace.spent(size);
            read += size;
        }

        void tell() {
            told.accept(new Progress(packs, files, read, totalBytes, damaged));
        }

        void tell(Damage damage) {
            damaged++;
            found.accept(damage);
        }

        Scrubbed done() {
            return new Scrubbed(packs, files, bytes, damaged);
        }
    }

    /**
     * Looks at all packs and recipes.
     *
     * @param deep whether to decode every chunk and put every file together, too
     * @param found is told of each damaged object, once
     * @throws StoreUnavailable if the store does not answer: no verdict then
     */
    public Scrubbed all(boolean deep, Consumer<Damage> found) {
        return all(deep, pace, found, progress -> {});
    }

    /**
     * The same at a pace of its own.
     *
     * @param told hears how far it has come, after each object
     * @throws Stopped if the pace says so, or the thread is interrupted and the pace looks
     */
    public Scrubbed all(boolean deep, Pace pace, Consumer<Damage> found, Consumer<Progress> told) {
        Run run = new Run(found, told, pace, totalBytes(deep));
        run.tell();
        List<StoredPack> page = stored.packs("", PAGE);
        while (!page.isEmpty()) {
            page.forEach(pack -> pack(pack, deep, run));
            page = stored.packs(page.getLast().key(), PAGE);
        }
        List<IndexedBlob> files = stored.blobs("", PAGE);
        while (!files.isEmpty()) {
            files.forEach(file -> file(file, deep, run));
            files = stored.blobs(files.getLast().digest().hex(), PAGE);
        }
        return run.done();
    }

    private long totalBytes(boolean deep) {
        long total = 0;
        List<StoredPack> page = stored.packs("", PAGE);
        while (!page.isEmpty()) {
            total += page.stream().mapToLong(StoredPack::sizeBytes).sum();
            page = stored.packs(page.getLast().key(), PAGE);
        }
        List<IndexedBlob> files = deep ? stored.blobs("", PAGE) : List.of();
        while (!files.isEmpty()) {
            total += files.stream().mapToLong(IndexedBlob::sizeBytes).sum();
            files = stored.blobs(files.getLast().digest().hex(), PAGE);
        }
        return total;
    }

    /** Looks at the packs that were not verified for that long, longest ago first, at most so many bytes of them. */
    public Scrubbed stale(Duration age, long mostBytes, Consumer<Damage> found) {
        Run run = new Run(found, progress -> {}, pace, mostBytes);
        List<StoredPack> page = stored.stale(clock.instant().minus(age), PAGE);
        while (!page.isEmpty() && run.bytes < mostBytes) {
            page.forEach(pack -> {
                if (run.bytes < mostBytes) {
                    pack(pack, false, run);
                }
            });
            page = stored.stale(clock.instant().minus(age), PAGE);
        }
        sample(run, mostBytes / SAMPLED);
        return run.done();
    }

    /** Puts some files together, from a place that differs each time, which tells of recipes and encodings what no pack can tell. */
    private void sample(Run run, long mostBytes) {
        String from = Digest.of(clock.instant().toString().getBytes(StandardCharsets.UTF_8))
                .hex();
        long bytes = 0;
        for (IndexedBlob file : stored.blobs(from, MOST_SAMPLES)) {
            bytes += file.sizeBytes();
            if (bytes > mostBytes) {
                return;
            }
            file(file, true, run);
        }
    }

    private void pack(StoredPack pack, boolean deep, Run run) {
        look(pack, deep, run);
        run.tell();
    }

    private void look(StoredPack pack, boolean deep, Run run) {
        run.packs++;
        run.bytes += pack.sizeBytes();
        run.spend(pack.sizeBytes());
        List<ChunkLocation> places = index.chunksIn(pack.key());
        if (places.isEmpty()) {
            return; // retired since it was listed
        }
        Optional<BlobException> whole = damage(() -> checks.pack(pack));
        Set<Digest> bad = new HashSet<>();
        String reason = whole.map(Scrub::text).orElse("");
        for (ChunkLocation place : places) {
            Optional<BlobException> one = whole.isPresent() ? damage(() -> checks.frame(place)) : Optional.empty();
            if (one.isEmpty() && deep) {
                one = damage(() -> checks.chunk(place)).filter(e -> own(e, place));
            }
            if (one.isPresent()) {
                bad.add(place.chunk().digest());
                reason = reason.isEmpty() ? text(one.get()) : reason;
            }
        }
        if (!bad.isEmpty()) {
            frames(pack, places, bad, reason, run);
        } else if (whole.isPresent()) {
            run.tell(new Damage(pack.key(), Damage.Part.FRAME_TABLE, reason, Set.of(), Set.of()));
            // The new pack has the same frames, so the same digest: the old one must not answer to it any more.
            stored.markBad(pack.key(), Set.of());
            checks.rewrite(pack);
        }
        stored.verified(pack.key(), clock.instant());
    }

    /** A chunk that can't be decoded since a base of it is damaged is told of with the base. */
    private static boolean own(BlobException e, ChunkLocation place) {
        return !(e instanceof BlobCorrupt corrupt)
                || corrupt.digest().equals(place.chunk().digest());
    }

    private void frames(StoredPack pack, List<ChunkLocation> places, Set<Digest> bad, String reason, Run run) {
        stored.markBad(pack.key(), bad);
        Set<Digest> lost = new HashSet<>(bad);
        lost.removeAll(located(bad));
        List<ChunkLocation> redundant = places.stream()
                .filter(place -> bad.contains(place.chunk().digest()))
                .filter(place -> !lost.contains(place.chunk().digest()))
                .toList();
        int dropped = redundant.isEmpty() ? 0 : index.drop(redundant, clock.instant());
        if (dropped
                < places.stream()
                        .filter(place -> bad.contains(place.chunk().digest()))
                        .count()) {
            run.tell(new Damage(
                    pack.key(), Damage.Part.FRAMES, reason, bad, lost.isEmpty() ? Set.of() : stored.madeOf(lost)));
        }
    }

    private Set<Digest> located(Set<Digest> chunks) {
        List<Digest> all = List.copyOf(chunks);
        Set<Digest> found = new HashSet<>();
        for (int from = 0; from < all.size(); from += BlobIndex.MAX_BATCH) {
            found.addAll(index.locate(all.subList(from, Math.min(all.size(), from + BlobIndex.MAX_BATCH)))
                    .keySet());
        }
        return found;
    }

    private void file(IndexedBlob file, boolean deep, Run run) {
        look(file, deep, run);
        run.tell();
    }

    private void look(IndexedBlob file, boolean deep, Run run) {
        run.files++;
        Optional<BlobException> recipe = damage(() -> checks.recipe(file));
        if (recipe.isPresent()) {
            stored.markBad(file);
            run.tell(new Damage(
                    file.recipeKey(), Damage.Part.RECIPE, text(recipe.get()), Set.of(), Set.of(file.digest())));
            return;
        }
        stored.markGood(file);
        if (deep) {
            run.spend(file.sizeBytes());
            // Where a chunk is lost, the pack was told of that held it.
            damage(() -> checks.file(file))
                    .filter(e -> located(index.chunksOf(file.digest())).containsAll(index.chunksOf(file.digest())))
                    .filter(e -> e instanceof BlobException.DigestMismatch)
                    .ifPresent(e -> run.tell(
                            new Damage(file.recipeKey(), Damage.Part.FILE, text(e), Set.of(), Set.of(file.digest()))));
        }
    }

    private static Optional<BlobException> damage(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (StoreUnavailable e) {
            throw e;
        } catch (BlobException e) {
            return Optional.of(e);
        } catch (IndexOutOfBoundsException e) {
            return Optional.of(new BlobException.PackInvalid("it is shorter than it was: " + e.getMessage()));
        }
    }

    private static String text(BlobException e) {
        return e instanceof BlobCorrupt corrupt ? corrupt.where() : String.valueOf(e.getMessage());
    }
}
