package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.Seed;
import dev.stemma.blob.codec.ChunkDecoder;
import dev.stemma.blob.codec.CodecException;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.plan.PlanFormat;
import dev.stemma.blob.plan.PlanInvalid;
import dev.stemma.blob.plan.PlannedPull;
import dev.stemma.blob.plan.PullPlan;
import dev.stemma.blob.plan.Rebuild;
import dev.stemma.blob.plan.Step;
import dev.stemma.blob.plan.Stretch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are made by plans out of whatever others are at hand, and out of frames that lean on nothing else. */
final class PullPlanTest {

    private static final String OWNER = "alice";

    @TempDir
    Path folder;

    private final ObjectStore objects = new MemoryObjectStore(() -> Instant.EPOCH);
    private final BlobIndex index = new InMemoryBlobIndex();
    private final PackedBlobStore store = Stores.open(objects, index);

    @Test
    void everyFileOfAFamilyIsMadeOfAnyOthers() throws Exception {
        List<Digest> family = family();
        for (Digest wanted : family) {
            assertEquals(wanted, made(wanted, List.of()));
            assertEquals(wanted, made(wanted, family));
            for (Digest other : family) {
                assertEquals(wanted, made(wanted, List.of(other)));
            }
        }
    }

    @Test
    void someoneWhoHasTheParentFetchesNoMoreThanTheDifferences() {
        Weights first = Weights.trained(1, 3).push(store, OWNER);
        Weights second = first.tuned(2).push(store, OWNER);
        encode(first, List.of());
        encode(second, List.of(files(first)));
        PullPlan alone = plan(second.digest(), List.of()).plan();
        PullPlan delta = plan(second.digest(), List.of(first.digest())).plan();
        assertTrue(delta.fetchedBytes() < second.file().length / 2, delta.fetchedBytes() + " bytes");
        assertTrue(alone.fetchedBytes() > second.file().length / 2, "without the parent there are no differences");
        assertTrue(alone.frames().stream().allMatch(frame -> frame.bases().isEmpty()));
        assertEquals(0, plan(second.digest(), List.of(second.digest())).plan().fetchedBytes());
    }

    @Test
    void whatAnEarlierAttemptLeftIsNotFetchedAgain() throws Exception {
        Weights first = Weights.trained(1, 3).push(store, OWNER);
        encode(first, List.of());
        PlannedPull planned = plan(first.digest(), List.of());
        try (FileChannel target = open(folder.resolve("part"))) {
            BitSet some = new BitSet();
            some.set(1);
            put(planned, new Rebuild(planned.plan(), List.of(), target), some);
            assertEquals(some, new Rebuild(planned.plan(), List.of(), target).present());
        }
    }

    @Test
    void aDamagedBaseMakesNothing() throws Exception {
        Weights first = Weights.trained(1, 2).push(store, OWNER);
        Weights second = first.tuned(2).push(store, OWNER);
        encode(first, List.of());
        encode(second, List.of(files(first)));
        PlannedPull planned = plan(second.digest(), List.of(first.digest()));
        byte[] parent = first.file();
        parent[parent.length / 2] ^= 4;
        Files.write(folder.resolve("parent"), parent);
        try (FileChannel base = FileChannel.open(folder.resolve("parent"));
                FileChannel target = open(folder.resolve("part"))) {
            Rebuild rebuild = new Rebuild(planned.plan(), List.of(base), target);
            BitSet all = new BitSet();
            all.set(0, planned.plan().frames().size());
            assertThrows(CodecException.class, () -> put(planned, rebuild, all));
        }
    }

    @Test
    void aPlanThatNamesBytesWhichAreNotThereIsRefused() throws Exception {
        try (FileChannel target = open(folder.resolve("part"))) {
            PullPlan outside = new PullPlan(List.of(new Step.Copy(new Stretch(1, 0, 10))));
            assertThrows(PlanInvalid.class, () -> new Rebuild(outside, List.of(), target));
            PullPlan ahead = new PullPlan(List.of(new Step.Copy(new Stretch(Stretch.SAME_FILE, 0, 10))));
            assertThrows(PlanInvalid.class, () -> new Rebuild(ahead, List.of(), target));
        }
    }

    @Test
    void aPlanIsReadAsItWasWrittenAndHostileBytesAreRefused() throws Exception {
        List<Digest> family = family();
        Random random = Seed.random("plans");
        for (Digest wanted : family) {
            PullPlan plan = plan(wanted, family.subList(0, 2)).plan();
            byte[] bytes = PlanFormat.bytes(plan);
            assertEquals(plan, PlanFormat.read(bytes));
            int refused = 0;
            for (int i = 0; i < 300; i++) {
                byte[] harmed = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                harmed[random.nextInt(harmed.length)] = (byte) random.nextInt();
                try {
                    PlanFormat.read(harmed);
                } catch (PlanInvalid e) {
                    refused++;
                }
            }
            assertTrue(refused > 0);
        }
    }

    private List<Digest> family() throws CodecException {
        return SmallFamily.store(objects, index).stream()
                .filter(file -> store.find(file).isPresent())
                .toList();
    }

    private Digest made(Digest wanted, List<Digest> have) throws Exception {
        PlannedPull planned = plan(wanted, have);
        PullPlan plan = PlanFormat.read(PlanFormat.bytes(planned.plan()));
        List<FileChannel> here = new ArrayList<>();
        Path part = folder.resolve("part");
        Files.deleteIfExists(part);
        try (FileChannel target = open(part)) {
            for (Digest one : have) {
                here.add(FileChannel.open(copyOf(one)));
            }
            Rebuild rebuild = new Rebuild(plan, here, target);
            rebuild.copy();
            for (int depth = 0; depth <= FrameDecoding.MAX_DEPTH; depth++) {
                put(planned, rebuild, ofDepth(plan, depth));
            }
            rebuild.repeat();
        } finally {
            for (FileChannel one : here) {
                one.close();
            }
        }
        return Digest.of(Files.readAllBytes(part));
    }

    private static void put(PlannedPull planned, Rebuild rebuild, BitSet numbers) throws IOException, CodecException {
        long sent = 0;
        try (InputStream in = planned.open(numbers);
                ChunkDecoder decoder = new ChunkDecoder()) {
            for (int number : numbers.stream().toArray()) {
                byte[] encoded =
                        in.readNBytes(planned.plan().frames().get(number).encodedBytes());
                sent += encoded.length;
                rebuild.put(number, encoded, decoder);
            }
            assertEquals(-1, in.read());
        }
        assertEquals(planned.sizeBytes(numbers), sent);
    }

    private static BitSet ofDepth(PullPlan plan, int depth) {
        BitSet some = new BitSet();
        for (int i = 0; i < plan.frames().size(); i++) {
            some.set(i, plan.frames().get(i).depth() == depth);
        }
        return some;
    }

    private PlannedPull plan(Digest wanted, List<Digest> have) {
        return store.plan(wanted, have).orElseThrow();
    }

    private Path copyOf(Digest file) throws IOException {
        Path copy = folder.resolve(file.hex());
        if (!Files.exists(copy)) {
            try (InputStream in =
                    store.open(file, 0, store.find(file).orElseThrow().sizeBytes())) {
                Files.copy(in, copy);
            }
        }
        return copy;
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void encode(Weights version, List<SortedMap<String, Digest>> parents) {
        store.encode(OWNER, files(version), parents);
    }

    private static SortedMap<String, Digest> files(Weights version) {
        return new TreeMap<>(Map.of("model.safetensors", version.digest()));
    }
}
