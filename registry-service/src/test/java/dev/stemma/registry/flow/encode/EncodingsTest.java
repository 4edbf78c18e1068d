package dev.stemma.registry.flow.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stemma.blob.BlobException.BlobNotFound;
import dev.stemma.blob.Digest;
import dev.stemma.blob.FamilyEncoder;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.ParentRef;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.port.EncodingQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EncodingsTest {

    private static final FamilyEncoder.Encoded FIGURES = new FamilyEncoder.Encoded(3, 300, 30);

    private record Call(String owner, SortedMap<String, Digest> files, List<SortedMap<String, Digest>> relatives) {}

    private final FlowWorld world = new FlowWorld();
    private final EncodingQueue queue = world.ports.encodingQueue();
    private final List<Call> calls = new ArrayList<>();

    private Encodings encodings(FamilyEncoder encoder, Duration extendEvery) {
        return new Encodings(
                queue,
                world.ports.versions(),
                new VersionFiles(world.ports.versions()),
                encoder,
                world.ports.transactions(),
                world.clock,
                extendEvery);
    }

    private Encodings recording() {
        return encodings(
                (owner, files, relatives) -> {
                    calls.add(new Call(owner, files, relatives));
                    return FIGURES;
                },
                Duration.ofHours(1));
    }

    private Encodings failing(RuntimeException failure) {
        return encodings(
                (owner, files, relatives) -> {
                    throw failure;
                },
                Duration.ofHours(1));
    }

    private static Digest digest(String text) {
        return Digest.of(FlowWorld.bytes(text));
    }

    private Version publish(String name, String text, Manifest.LineageRefs lineage, Version... parents) {
        ModelName model = ModelName.parse(name);
        List<ParentRef> refs = Arrays.stream(parents)
                .map(parent -> new ParentRef(parent.id().name(), parent.digest(), ParentRef.Relation.FINETUNE))
                .toList();
        Manifest manifest = new Manifest(
                Kind.MODEL,
                List.of(new FileEntry(new FilePath("model.onnx"), 1, digest(text), "application/onnx")),
                lineage,
                refs,
                Optional.empty(),
                Optional.empty());
        var _ = world.ports.names().ensure(model, Kind.MODEL, world.clock.instant());
        return world.ports
                .versions()
                .append(new NewVersion(
                        model,
                        digest("manifest of " + text),
                        text,
                        manifest,
                        "",
                        "ana",
                        world.clock.instant(),
                        List.of(),
                        new TreeMap<>(),
                        Optional.empty()))
                .version();
    }

    private Version publish(String name, String text, Version... parents) {
        return publish(name, text, Manifest.LineageRefs.NONE, parents);
    }

    private void enqueue(Version version) {
        queue.enqueue(version.id(), world.clock.instant());
    }

    private static SortedMap<String, Digest> model(String text) {
        return new TreeMap<>(Map.of("model.onnx", digest(text)));
    }

    @Test
    void withoutJobsAnEncoderIsIdle() {
        assertInstanceOf(EncodingStep.Idle.class, recording().runOne("e"));
    }

    @Test
    void filesAreEncodedTogetherWithTheDocumentsThatCameInTheirPacks() {
        Manifest.LineageRefs lineage = new Manifest.LineageRefs(
                Optional.of(digest("code")),
                List.of(digest("data 0"), digest("data 1")),
                Optional.of(digest("environment")),
                Optional.of(digest("run")));
        enqueue(publish("acme/m", "weights", lineage));
        EncodingStep.Done done =
                assertInstanceOf(EncodingStep.Done.class, recording().runOne("e"));
        assertEquals(FIGURES, done.figures());
        assertEquals(
                List.of(new Call(
                        "acme",
                        new TreeMap<>(Map.of(
                                "model.onnx", digest("weights"),
                                "stemma:code.json", digest("code"),
                                "stemma:data-0.json", digest("data 0"),
                                "stemma:data-1.json", digest("data 1"),
                                "stemma:environment.json", digest("environment"),
                                "stemma:run.json", digest("run"))),
                        List.of())),
                calls);
        assertInstanceOf(EncodingStep.Idle.class, recording().runOne("e"));
    }

    @Test
    void relativesAreTheParentsAndThenTheVersionBefore() {
        Version one = publish("base/one", "one");
        Version two = publish("base/two", "two");
        var _ = publish("acme/m", "first");
        var _ = publish("acme/m", "second");
        enqueue(publish("acme/m", "third", two, one));
        var _ = recording().runOne("e");
        assertEquals(
                List.of(model("two"), model("one"), model("second")),
                calls.getFirst().relatives());
    }

    @Test
    void aParentThatIsAlsoTheVersionBeforeComesOnce() {
        Version first = publish("acme/m", "first");
        enqueue(publish("acme/m", "second", first));
        var _ = recording().runOne("e");
        assertEquals(List.of(model("first")), calls.getFirst().relatives());
    }

    @Test
    void noMoreThanFourRelativesAreLookedAt() {
        Version[] parents = new Version[6];
        for (int i = 0; i < parents.length; i++) {
            parents[i] = publish("base/p" + i, "parent " + i);
        }
        enqueue(publish("acme/m", "child", parents));
        var _ = recording().runOne("e");
        assertEquals(
                List.of(model("parent 0"), model("parent 1"), model("parent 2"), model("parent 3")),
                calls.getFirst().relatives());
    }

    @Test
    void whatFailsIsTriedAgainLaterEachTimeAndThenGivenUp() {
        enqueue(publish("acme/m", "weights"));
        Encodings failing = failing(new BlobNotFound(digest("weights")));
        for (long seconds : new long[] {30, 120, 480, 1920}) {
            assertInstanceOf(EncodingStep.Postponed.class, failing.runOne("e"));
            world.clock.advance(Duration.ofSeconds(seconds - 1));
            assertInstanceOf(EncodingStep.Idle.class, failing.runOne("e"));
            world.clock.advance(Duration.ofSeconds(1));
        }
        assertInstanceOf(EncodingStep.GivenUp.class, failing.runOne("e"));
        world.clock.advance(Duration.ofDays(9));
        assertInstanceOf(EncodingStep.Idle.class, failing.runOne("e"));
        assertEquals(1, queue.failed());
    }

    @Test
    void aJobThatFailedOnceCanStillBeDone() {
        enqueue(publish("acme/m", "weights"));
        var _ = failing(new IllegalStateException("a fault")).runOne("e");
        world.clock.advance(Duration.ofSeconds(30));
        assertInstanceOf(EncodingStep.Done.class, recording().runOne("e"));
        assertEquals(0, queue.failed());
    }

    @Test
    void theLeaseIsExtendedWhileALongEncodingRuns() {
        enqueue(publish("acme/m", "weights"));
        Encodings slow = encodings(
                (owner, files, relatives) -> {
                    // Past the first lease in steps that are shorter than it; whoever looks meanwhile must find the job
                    // held.
                    for (int i = 0; i < 3; i++) {
                        world.clock.advance(Duration.ofSeconds(90));
                        awaitExtension();
                        assertInstanceOf(EncodingStep.Idle.class, recording().runOne("rival"));
                    }
                    return FIGURES;
                },
                Duration.ofMillis(1));
        assertInstanceOf(EncodingStep.Done.class, slow.runOne("e"));
    }

    /** Waits until a turn of the lease's keeper that began after this call has ended: each turn asks the clock once. */
    private void awaitExtension() {
        long seen = world.clock.asked();
        while (world.clock.asked() < seen + 2) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aLeaseThatIsLostEndsNothing() {
        enqueue(publish("acme/m", "weights"));
        Encodings slow = encodings(
                (owner, files, relatives) -> {
                    world.clock.advance(Duration.ofMinutes(3));
                    assertInstanceOf(EncodingStep.Done.class, recording().runOne("rival"));
                    return FIGURES;
                },
                Duration.ofHours(1));
        assertInstanceOf(EncodingStep.Lost.class, slow.runOne("e"));
    }
}
