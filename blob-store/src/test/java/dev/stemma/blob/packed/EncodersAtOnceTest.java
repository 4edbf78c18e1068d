package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Encoders of the same version, readers of it, and a sweep that deletes replaced packs at once. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EncodersAtOnceTest {

    private static final String OWNER = "alice";
    private static final int ROUNDS = 12;

    /** An encoder whose sources were replaced meanwhile may have to start again, but not often. */
    private static final int ATTEMPTS = 5;

    private final ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
    private final BlobIndex index = new InMemoryBlobIndex();
    private final PackedBlobStore store = Stores.open(objects, index);

    @Test
    void readersNeverNoticeAndEveryChunkKeepsAPlace() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Weights parent = Weights.trained(100 + round, 2).push(store, OWNER);
            Weights child = parent.tuned(200 + round).push(store, OWNER);
            together(parent, child);
            sweep();
            read(parent);
            read(child);
            assertEveryChunkHasAPlace(parent, child);
        }
        assertNoPackIsUnknown();
    }

    private void together(Weights parent, Weights child) throws Exception {
        AtomicBoolean encoding = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> encoders = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                encoders.add(threads.submit(() -> encode(parent, child)));
            }
            List<Future<?>> others = new ArrayList<>();
            others.add(threads.submit(whileTrue(encoding, this::sweep)));
            others.add(threads.submit(whileTrue(encoding, () -> read(parent))));
            others.add(threads.submit(whileTrue(encoding, () -> read(child))));
            try {
                for (Future<?> encoder : encoders) {
                    encoder.get();
                }
            } finally {
                encoding.set(false);
            }
            for (Future<?> other : others) {
                other.get();
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static Callable<Boolean> whileTrue(AtomicBoolean condition, Step step) {
        return () -> {
            do {
                step.run();
            } while (condition.get());
            return true;
        };
    }

    private void encode(Weights parent, Weights child) {
        for (int attempt = 1; ; attempt++) {
            try {
                store.encode(OWNER, files(parent), List.of());
                store.encode(OWNER, files(child), List.of(files(parent)));
                return;
            } catch (BlobException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static SortedMap<String, Digest> files(Weights version) {
        return new TreeMap<>(Map.of("model.safetensors", version.digest()));
    }

    private void read(Weights version) throws Exception {
        byte[] expected = version.file();
        try (InputStream in = store.open(version.digest(), 0, expected.length)) {
            assertArrayEquals(expected, in.readAllBytes());
        }
    }

    private void sweep() {
        List<String> retired = index.retired(Instant.MAX, 100);
        retired.forEach(objects::delete);
        index.forget(retired);
    }

    private void assertEveryChunkHasAPlace(Weights... versions) {
        for (Weights version : versions) {
            List<Digest> chunks = index.chunksOf(version.digest()).stream().toList();
            var places = index.locate(chunks);
            assertEquals(chunks.size(), places.size());
            places.values()
                    .forEach(list -> list.forEach(
                            place -> assertTrue(objects.head(place.packKey()).isPresent(), place::toString)));
        }
    }

    private void assertNoPackIsUnknown() {
        for (ObjectInfo pack : objects.list("packs/", "", 1000)) {
            assertFalse(index.chunksIn(pack.key()).isEmpty(), pack::toString);
        }
    }
}
