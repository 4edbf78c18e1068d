package dev.stemma.registry.flow;

import dev.stemma.blob.Digest;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.packed.PackedBlobStore;
import dev.stemma.registry.model.EncodingJob;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.Principal;
import dev.stemma.registry.model.access.Role;
import dev.stemma.registry.model.validation.Verdict;
import dev.stemma.registry.port.Ids;
import dev.stemma.registry.port.InMemoryRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A registry in memory with the things that all flows share, and short ways to bring it into a state. */
public final class FlowWorld {

    public final InMemoryRegistry ports = new InMemoryRegistry();
    public final TestClock clock = new TestClock();
    public final Ids ids = new CountingIds();
    public final PackedBlobStore blobs = new PackedBlobStore(
            new MemoryObjectStore(clock),
            ports.blobIndex(),
            new CountingUuids()::next,
            Path.of(System.getProperty("java.io.tmpdir", ""), "stemma-scratch"),
            clock);
    public final VersionResolver resolver = new VersionResolver(ports.names(), ports.versions(), ports.refs());
    public final Ledger ledger = new Ledger(new MemoryObjectStore(clock), ids);

    public final Journal journal = new Journal(ports.auditLog(), clock);
    public final SuiteChoice suites = new SuiteChoice(resolver, ports.validationQueue());
    public final ValidationJobs jobs = new ValidationJobs(ports.validationQueue(), ids, clock);

    /** Someone who may do anything in these namespaces. */
    public static Caller caller(String user, String... namespaces) {
        Map<String, Role> roles = new TreeMap<>();
        for (String namespace : namespaces) {
            roles.put(namespace, Role.ADMIN);
        }
        return new Caller(new Principal(user, "t_1", roles), "request-of-" + user);
    }

    /** Publishes a model version of one small file, past all flows. */
    public Version model(String name, String content, Map<String, Double> metrics) {
        return version(Kind.MODEL, name, "model.onnx", content, Optional.empty(), metrics);
    }

    /** Publishes a suite version of one small file, past all flows. */
    public Version suite(String name, String content) {
        return version(Kind.SUITE, name, "suite.yaml", content, Optional.empty(), Map.of());
    }

    /** Publishes a dataset version of one small file, past all flows. */
    public Version dataset(String name, String content, Digest tree) {
        return version(Kind.DATASET, name, "data.txt", content, Optional.of(tree), Map.of());
    }

    private Version version(
            Kind kind, String name, String path, String content, Optional<Digest> tree, Map<String, Double> metrics) {
        Digest blob = put(name.substring(0, name.indexOf('/')), content);
        FileEntry file = new FileEntry(new FilePath(path), bytes(content).length, blob, "application/octet-stream");
        Manifest manifest =
                new Manifest(kind, List.of(file), Manifest.LineageRefs.NONE, List.of(), tree, Optional.empty());
        String text = kind + " " + blob + " " + tree;
        var _ = ports.names().ensure(ModelName.parse(name), kind, clock.instant());
        return ports.versions()
                .append(new NewVersion(
                        ModelName.parse(name),
                        Digest.of(bytes(text)),
                        text,
                        manifest,
                        "",
                        "ana",
                        clock.instant(),
                        List.of(),
                        new TreeMap<>(metrics),
                        Optional.empty()))
                .version();
    }

    /** Stores a blob, granted to nobody. */
    public Digest put(String owner, String content) {
        Digest digest = Digest.of(bytes(content));
        var _ = blobs.put(owner, new ByteArrayInputStream(bytes(content)), digest, bytes(content).length);
        return digest;
    }

    /** Lets a validation have ended with a verdict, a minute ago. */
    public Job validated(Version model, Optional<Version> suite, Verdict verdict, int passed, int total) {
        return ended(
                jobs.enqueue(model, suite, "ana"),
                new Job.Outcome.Reported(verdict, passed, total, Digest.of(bytes("report")), "process"));
    }

    /** Lets a job have ended, a minute ago. */
    public Job ended(Job job, Job.Outcome outcome) {
        var queue = ports.validationQueue();
        while (queue.lease("test", clock.instant(), clock.instant().plus(Duration.ofMinutes(1)))
                .filter(leased -> !leased.id().equals(job.id()))
                .isPresent()) {}
        if (!queue.finish(job.id(), "test", outcome, clock.instant())) {
            throw new AssertionError("the job could not be ended");
        }
        clock.advance(Duration.ofMinutes(1));
        return queue.find(job.id()).orElseThrow();
    }

    /** Takes the versions that wait to be encoded, the one that waits longest first. */
    public List<VersionId> toBeEncoded() {
        List<VersionId> waiting = new ArrayList<>();
        var queue = ports.encodingQueue();
        Supplier<Optional<EncodingJob>> next =
                () -> queue.lease("test", clock.instant(), clock.instant().plus(Duration.ofMinutes(1)));
        for (var job = next.get(); job.isPresent(); job = next.get()) {
            waiting.add(job.get().version());
        }
        return waiting;
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class CountingUuids {
        private final AtomicLong next = new AtomicLong();

        UUID next() {
            return new UUID(0, next.incrementAndGet());
        }
    }

    private static final class CountingIds implements Ids {
        private final AtomicLong next = new AtomicLong();

        @Override
        public String next(String prefix) {
            return prefix + String.format("%026d", next.incrementAndGet());
        }

        @Override
        public String secret(int length) {
            return "s".repeat(length);
        }
    }
}
