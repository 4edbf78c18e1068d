package dev.stemma.registry.flow.validate;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.lineage.Edge;
import dev.stemma.lineage.NodeId;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.validation.Verdict;
import dev.stemma.registry.port.ValidationQueue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobRunnerTest {

    private static final ModelName MODEL = ModelName.parse("acme/identity");
    private static final ModelName SUITE = ModelName.parse("acme/golden");
    private static final Caller ANA = FlowWorld.caller("ana", "acme");
    private static final Selector LATEST = new Selector.Latest();

    private final FlowWorld world = new FlowWorld();
    private final EchoRuntime runtime = new EchoRuntime();
    private final JobVersions versions = new JobVersions(world.ports.versions());
    private final JobRunner runner = runner(world.ports.validationQueue(), Duration.ofMinutes(1));
    private final Validations validations = new Validations(
            world.resolver,
            world.suites,
            world.jobs,
            world.ports.validationQueue(),
            world.ports.reports(),
            world.journal,
            world.ports.transactions());
    private final Recordings recordings = new Recordings(
            world.resolver, world.jobs, world.ports.validationQueue(), world.journal, world.ports.transactions());

    private JobRunner runner(ValidationQueue queue, Duration extendEvery) {
        return new JobRunner(
                queue,
                new ValidationWork(new Validator(runtime), versions, world.blobs, world.ports.reports()),
                new RecordingWork(
                        new Recorder(runtime),
                        versions,
                        world.blobs,
                        new SuitePublication(
                                world.ports.versions(),
                                world.ports.lineage(),
                                world.ports.auditLog(),
                                world.ports.encodingQueue(),
                                world.clock)),
                world.ports.transactions(),
                world.clock,
                extendEvery);
    }

    @BeforeEach
    void aModelAndASuite() {
        publish(Kind.MODEL, MODEL, "model.onnx", IdentityModel.bytes());
        publish(Kind.SUITE, SUITE, "case-00/inputs.json", inputs("1.5"));
    }

    private static byte[] inputs(String value) {
        return FlowWorld.bytes(
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[" + value + "]}]}");
    }

    private Version publish(Kind kind, ModelName name, String path, byte[] content) {
        Digest digest = Digest.of(content);
        var _ = world.blobs.put(name.namespace(), new ByteArrayInputStream(content), digest, content.length);
        Manifest manifest = new Manifest(
                kind,
                List.of(new FileEntry(new FilePath(path), content.length, digest, "application/octet-stream")),
                Manifest.LineageRefs.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
        var _ = world.ports.names().ensure(name, kind, world.clock.instant());
        return world.ports
                .versions()
                .append(new NewVersion(
                        name,
                        Digest.of(FlowWorld.bytes(digest.hex())),
                        digest.hex(),
                        manifest,
                        "",
                        "ana",
                        world.clock.instant(),
                        List.of(),
                        new TreeMap<>(),
                        Optional.empty()))
                .version();
    }

    private Job validation(Optional<Reference> suite) {
        return validations.request(MODEL, LATEST, suite, ANA);
    }

    private Job recording() {
        return recordings.request(SUITE, Selector.parse("v1"), Reference.parse("acme/identity:v1", Kind.MODEL), ANA);
    }

    private Job now(Job job) {
        return world.ports.validationQueue().find(job.id()).orElseThrow();
    }

    private static Optional<Reference> suite(String text) {
        return Optional.of(Reference.parse(text, Kind.SUITE));
    }

    @Test
    void withoutJobsThereIsNothingToDo() {
        assertFalse(runner.runOne("w"));
    }

    @Test
    void aSmokeTestEndsWithAReportThatIsKept() {
        Job job = validation(Optional.empty());
        assertEquals(Optional.empty(), validations.find(MODEL, job.id()).report());

        assertTrue(runner.runOne("w"));

        ValidationView view = validations.find(MODEL, job.id());
        Job.Outcome.Reported reported = assertInstanceOf(
                Job.Outcome.Reported.class, view.job().outcome().orElseThrow());
        assertEquals(Verdict.SMOKE, reported.verdict());
        assertEquals("process", reported.isolation());
        String report = view.report().orElseThrow();
        assertEquals(reported.report(), Digest.of(FlowWorld.bytes(report)));
        assertTrue(world.blobs.find(reported.report()).isPresent());
        assertTrue(report.contains("\"version\": \"acme/identity:v1\""), report);
        assertEquals(
                List.of(view),
                validations
                        .list(MODEL, Optional.of(LATEST), PageRequest.first())
                        .items());
        assertFalse(runner.runOne("w"));
    }

    @Test
    void aRecordingPublishesTheNextSuiteVersionAndTheModelPassesIt() {
        Job job = recording();
        assertTrue(runner.runOne("w"));

        Job.Outcome.Recorded recorded =
                assertInstanceOf(Job.Outcome.Recorded.class, now(job).outcome().orElseThrow());
        assertEquals("acme/golden:v2", recorded.suite().toString());
        assertEquals(List.of(recorded.suite()), world.toBeEncoded());
        assertEquals(1, recorded.cases());
        Version suite = world.ports.versions().find(recorded.suite()).orElseThrow();
        assertEquals(
                List.of("case-00/expected.npz", "case-00/inputs.json"),
                suite.manifest().files().stream()
                        .map(file -> file.path().value())
                        .toList());
        Version model = world.resolver.version(Kind.MODEL, MODEL, LATEST);
        Version inputs = world.resolver.version(Kind.SUITE, SUITE, Selector.parse("v1"));
        assertEquals(
                Optional.of(new Manifest.Recording(MODEL, model.digest(), inputs.digest(), "echo 1.0 cpu threads=1")),
                suite.manifest().recording());
        String manifest = world.ports.versions().manifest(suite.id()).orElseThrow();
        assertEquals(suite.digest(), Digest.of(FlowWorld.bytes(manifest)));
        assertTrue(manifest.contains("\"recordedFrom\":{\"name\":\"acme/identity\""), manifest);
        NodeId from = NodeId.parse("model:acme/identity:v1");
        assertEquals(
                List.of(new Edge(from, NodeId.parse("suite:acme/golden:v2"), "recorded")),
                world.ports.lineage().outOf(List.of(from), 10));
        AuditEntry entry = world.ports
                .auditLog()
                .list(Optional.empty(), PageRequest.first())
                .items()
                .getFirst();
        assertEquals("suite.recorded", entry.action());
        assertEquals("ana", entry.actor());

        Job validation = validation(suite("acme/golden"));
        assertTrue(runner.runOne("w"));
        Job.Outcome.Reported reported = assertInstanceOf(
                Job.Outcome.Reported.class, now(validation).outcome().orElseThrow());
        assertEquals(Verdict.PASSED, reported.verdict());
        assertEquals(1, reported.passed());
    }

    @Test
    void theSameRecordingAgainGivesTheSameVersion() {
        recording();
        runner.runOne("w");
        Job again = recording();
        runner.runOne("w");
        Job.Outcome.Recorded recorded = assertInstanceOf(
                Job.Outcome.Recorded.class, now(again).outcome().orElseThrow());
        assertEquals(2, recorded.suite().number());
        assertEquals(List.of(recorded.suite()), world.toBeEncoded());
    }

    @Test
    void aModelThatIsNoneGetsAReportThatSaysSo() {
        publish(Kind.MODEL, MODEL, "model.onnx", FlowWorld.bytes("<html>not a model</html>"));
        Job job = validation(Optional.empty());
        runner.runOne("w");
        Job.Outcome.Reported reported =
                assertInstanceOf(Job.Outcome.Reported.class, now(job).outcome().orElseThrow());
        assertEquals(Verdict.ERROR, reported.verdict());
    }

    @Test
    void aRecordingThatCantBeDoneIsBrokenAndPublishesNothing() {
        publish(Kind.SUITE, SUITE, "readme.txt", FlowWorld.bytes("no cases"));
        Job job = recordings.request(SUITE, LATEST, Reference.parse("acme/identity", Kind.MODEL), ANA);
        runner.runOne("w");
        Job.Outcome.Broken broken =
                assertInstanceOf(Job.Outcome.Broken.class, now(job).outcome().orElseThrow());
        assertEquals("SUITE_INVALID", broken.code());
        assertEquals(2, world.ports.names().find(SUITE).orElseThrow().versions());
    }

    @Test
    void faultsOfTheRegistryAreTriedThreeTimes() {
        AtomicInteger tries = new AtomicInteger();
        runtime.meanwhile = () -> {
            tries.incrementAndGet();
            throw new IOException("the store is away");
        };
        Job job = validation(Optional.empty());
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertEquals(Optional.empty(), now(job).outcome());
            assertTrue(runner.runOne("w"));
            world.clock.advance(Duration.ofMinutes(5));
        }
        Job.Outcome.Broken broken =
                assertInstanceOf(Job.Outcome.Broken.class, now(job).outcome().orElseThrow());
        assertEquals("WORKER_CRASHED", broken.code());
        assertEquals(3, tries.get());
        assertFalse(runner.runOne("w"));
    }

    @Test
    void aFaultThatPassesLeavesAResult() {
        AtomicInteger tries = new AtomicInteger();
        runtime.meanwhile = () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IOException("the store is away");
            }
        };
        Job job = validation(Optional.empty());
        runner.runOne("w");
        assertFalse(runner.runOne("w"), "tried again at once");
        world.clock.advance(Duration.ofSeconds(16));
        runner.runOne("w");
        assertInstanceOf(Job.Outcome.Reported.class, now(job).outcome().orElseThrow());
    }

    @Test
    void aJobThatKillsItsServerThreeTimesIsGivenUp() {
        Job job = validation(Optional.empty());
        runtime.meanwhile = () -> {
            throw new StackOverflowError("as good as a kill");
        };
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThrows(StackOverflowError.class, () -> runner.runOne("w"));
            world.clock.advance(Duration.ofMinutes(5));
        }
        runtime.meanwhile = () -> {};
        runner.runOne("w");
        assertInstanceOf(Job.Outcome.Broken.class, now(job).outcome().orElseThrow());
    }

    @Test
    void theLeaseIsExtendedWhileTheModelRuns() {
        WatchedQueue watched = new WatchedQueue(world.ports.validationQueue());
        Job job = validation(Optional.empty());
        runtime.meanwhile = () -> {
            // Five times most of a lease: without being extended it would be gone after the second.
            for (int i = 0; i < 5; i++) {
                world.clock.advance(Duration.ofSeconds(100));
                watched.awaitExtension();
                assertEquals(
                        Optional.empty(),
                        watched.lease(
                                "thief",
                                world.clock.instant(),
                                world.clock.instant().plusSeconds(1)));
            }
        };
        assertTrue(runner(watched, Duration.ofMillis(1)).runOne("w"));
        assertInstanceOf(Job.Outcome.Reported.class, now(job).outcome().orElseThrow());
        assertEquals(1, now(job).attempts());
    }

    @Test
    void whatALostLeaseComputedIsThrownAway() {
        Job job = recording();
        runtime.meanwhile = () -> {
            world.clock.advance(Duration.ofMinutes(3));
            Job stolen = world.ports
                    .validationQueue()
                    .lease("other", world.clock.instant(), world.clock.instant().plus(Duration.ofMinutes(2)))
                    .orElseThrow();
            assertEquals(job.id(), stolen.id());
        };
        assertTrue(runner.runOne("w"));
        assertEquals(Optional.empty(), now(job).outcome());
        assertEquals(1, world.ports.names().find(SUITE).orElseThrow().versions());
    }

    @Test
    void requestsAreCheckedBeforeTheyAreQueued() {
        assertRefused(ErrorCode.NAME_NOT_FOUND, () -> validation(suite("secret/golden")));
        assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> validation(suite("acme/golden:v7")));
        assertRefused(ErrorCode.REFERENCE_INVALID, () -> validation(suite("model:acme/identity")));
        assertRefused(
                ErrorCode.REFERENCE_INVALID,
                () -> recordings.request(SUITE, LATEST, Reference.parse("suite:acme/golden", Kind.MODEL), ANA));
        assertRefused(
                ErrorCode.NAME_NOT_FOUND,
                () -> recordings.request(SUITE, LATEST, Reference.parse("secret/model", Kind.MODEL), ANA));
        assertEquals(0, world.ports.validationQueue().waiting());
    }

    @Test
    void aJobIsFoundUnderItsOwnNameOnly() {
        Job validation = validation(Optional.empty());
        Job recording = recording();
        ModelName other = ModelName.parse("acme/other");
        world.model("acme/other", "other", Map.of());
        assertRefused(ErrorCode.VALIDATION_NOT_FOUND, () -> validations.find(other, validation.id()));
        assertRefused(ErrorCode.VALIDATION_NOT_FOUND, () -> validations.find(MODEL, recording.id()));
        assertRefused(ErrorCode.VALIDATION_NOT_FOUND, () -> recordings.find(SUITE, validation.id()));
        assertEquals(recording.id(), recordings.find(SUITE, recording.id()).id());
    }
}
