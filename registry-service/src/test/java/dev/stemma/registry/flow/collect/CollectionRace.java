package dev.stemma.registry.flow.collect;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.GarbageIndex;
import dev.stemma.blob.TestFiles;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.flow.pull.Pulls;
import dev.stemma.registry.flow.push.CommitRequest;
import dev.stemma.registry.flow.push.Commits;
import dev.stemma.registry.flow.push.Uploading;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.StemmaException;
import dev.stemma.registry.model.access.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Eight who push and remove versions of shared bytes, while all that nobody needs is collected again and again without any grace. */
@Singleton
final class CollectionRace {

    private static final int WORKERS = 8;
    private static final int PIECES = 24;
    private static final int FILES = 50;

    /** What happened. */
    record Counters(
            int pushes,
            int removals,
            int refused,
            int collections,
            long collected,
            int dangling,
            long garbage,
            long all) {}

    private final Uploading uploading;
    private final Commits commits;
    private final Pulls pulls;
    private final Removals removals;
    private final Collection collection;
    private final GarbageIndex garbage;

    private final AtomicInteger pushes = new AtomicInteger();
    private final AtomicInteger removed = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger dangling = new AtomicInteger();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    @Inject
    CollectionRace(
            Uploading uploading,
            Commits commits,
            Pulls pulls,
            Removals removals,
            Collection collection,
            GarbageIndex garbage) {
        this.uploading = uploading;
        this.commits = commits;
        this.pulls = pulls;
        this.removals = removals;
        this.collection = collection;
        this.garbage = garbage;
    }

    /** Runs until the time is over, so many pushes are done, or something dangles and that is what is waited for. */
    Counters run(String namespace, Duration time, int leastPushes, boolean untilDangling, long seed) throws Exception {
        for (AtomicInteger counter : List.of(pushes, removed, refused, dangling)) {
            counter.set(0);
        }
        failures.clear();
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            pieces.add(TestFiles.random(seed + i, 700 + 37 * i));
        }
        long end = System.nanoTime() + time.toNanos();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        Map<String, Digest> kept = new ConcurrentHashMap<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            int number = worker;
            threads.add(Thread.ofVirtual().start(() -> {
                Random random = new Random(seed * 31 + number);
                Caller caller = FlowWorld.caller("w" + number, namespace);
                while (!stop.get()) {
                    step(new ModelName(namespace, "m" + number), pieces, random, caller, kept);
                }
            }));
        }
        int collections = 0;
        long collected = 0;
        while (System.nanoTime() < end || (pushes.get() < leastPushes && !untilDangling)) {
            var done = collection.collect(Duration.ZERO);
            collections++;
            collected += done.blobs() + done.places();
            if (untilDangling && dangling.get() > 0) {
                break;
            }
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        kept.forEach((version, digest) -> check(version, digest));
        for (int i = 0; i < 3; i++) {
            var _ = collection.collect(Duration.ZERO);
        }
        GarbageIndex.Marked left = garbage.wouldMark(garbage.now());
        Counters counters = new Counters(
                pushes.get(),
                removed.get(),
                refused.get(),
                collections,
                collected,
                dangling.get(),
                left.blobs() + left.chunks(),
                PIECES + FILES);
        System.out.println("collection race seed=" + seed + ": " + counters + " refusals " + failures);
        return counters;
    }

    private void step(ModelName name, List<byte[]> pieces, Random random, Caller caller, Map<String, Digest> kept) {
        List<byte[]> parts = parts(pieces, random.nextInt(FILES));
        byte[] file = joined(parts);
        Digest digest = Digest.of(file);
        try {
            Optional<String> push =
                    random.nextBoolean() ? whole(name, file, digest, caller) : cut(name, parts, file, digest, caller);
            int number = commits.commit(Kind.MODEL, name, push, request(digest, file.length), caller)
                    .version()
                    .id()
                    .number();
            pushes.incrementAndGet();
            String version = name + ":v" + number;
            kept.put(version, digest);
            check(version, digest);
            if (random.nextInt(10) < 8) {
                kept.remove(version);
                var _ = removals.remove(Kind.MODEL, name, new Selector.ByNumber(number), "", caller);
                removed.incrementAndGet();
            }
        } catch (StemmaException | BlobException e) {
            refused.incrementAndGet();
            failures.merge(e.getClass().getSimpleName() + " " + first(e), 1, Integer::sum);
        }
    }

    private static String first(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        return e instanceof StemmaException known
                ? known.code().name()
                : text.substring(0, Math.min(40, text.length()));
    }

    private Optional<String> whole(ModelName name, byte[] file, Digest digest, Caller caller) {
        var _ = uploading.putBlob(Kind.MODEL, name, digest, new ByteArrayInputStream(file), file.length, caller);
        return Optional.empty();
    }

    private Optional<String> cut(ModelName name, List<byte[]> parts, byte[] file, Digest digest, Caller caller) {
        String push = uploading.open(Kind.MODEL, name, caller).id();
        List<Chunk> chunks = TestFiles.chunks(parts);
        BitSet missing = uploading.missing(Kind.MODEL, name, push, chunks, caller);
        if (!missing.isEmpty()) {
            Map<Chunk, byte[]> send = new HashMap<>();
            missing.stream().forEach(i -> send.put(chunks.get(i), parts.get(i)));
            var pack = TestFiles.pack(List.copyOf(send.values()));
            byte[] bytes = TestFiles.bytes(pack);
            var _ = uploading.putPack(
                    Kind.MODEL,
                    name,
                    push,
                    pack.footer().digest(),
                    new ByteArrayInputStream(bytes),
                    bytes.length,
                    caller);
        }
        var _ = uploading.assemble(Kind.MODEL, name, push, digest, file.length, chunks, caller);
        return Optional.of(push);
    }

    /** Whether a version that was published can be read, byte by byte. */
    private void check(String version, Digest digest) {
        int colon = version.lastIndexOf(":v");
        ModelName name = ModelName.parse(version.substring(0, colon));
        Selector selector = new Selector.ByNumber(Integer.parseInt(version.substring(colon + 2)));
        try {
            var source = pulls.file(Kind.MODEL, name, selector, "model.bin");
            try (InputStream in = pulls.open(source, 0, source.sizeBytes())) {
                if (!Digest.of(in.readAllBytes()).equals(digest)) {
                    throw new AssertionError("other bytes");
                }
            }
        } catch (BlobException.StoreUnavailable e) {
            throw e;
        } catch (BlobException | IOException | IndexOutOfBoundsException e) {
            dangling.incrementAndGet();
            failures.merge("DANGLING " + e.getClass().getSimpleName(), 1, Integer::sum);
        }
    }

    private static List<byte[]> parts(List<byte[]> pieces, int file) {
        Random random = new Random(file);
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i <= 1 + random.nextInt(4); i++) {
            parts.add(pieces.get(random.nextInt(pieces.size())));
        }
        return parts;
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static CommitRequest request(Digest file, int sizeBytes) {
        String manifest = """
                {"schema":"stemma.manifest/v1","kind":"model","files":[{"path":"model.bin","sizeBytes":%d,"sha256":"%s",\
                "mediaType":"application/octet-stream"}]}""".formatted(sizeBytes, file);
        return new CommitRequest(manifest, "", List.of(), List.of(), false, Optional.empty());
    }
}
