package dev.stemma.registry.flow.push;

import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.Ledger;
import dev.stemma.registry.flow.Quotas;
import dev.stemma.registry.flow.ValidationJobs;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelInterface;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.EncodingQueue;
import dev.stemma.registry.port.Names;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.Uploads;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The one transaction in which a version becomes visible, with all that belongs to it. */
@ApplicationScoped
class Publication {

    private final Names names;
    private final Versions versions;
    private final Uploads uploads;
    private final BlobLeases leases;
    private final Quotas quotas;
    private final Ledger ledger;
    private final LineageRecord lineage;
    private final VersionMarks marks;
    private final ValidationJobs jobs;
    private final EncodingQueue encodings;
    private final Journal journal;
    private final Transactions transactions;
    private final Clock clock;

    Publication(
            Names names,
            Versions versions,
            Uploads uploads,
            BlobLeases leases,
            Quotas quotas,
            Ledger ledger,
            LineageRecord lineage,
            VersionMarks marks,
            ValidationJobs jobs,
            EncodingQueue encodings,
            Journal journal,
            Transactions transactions,
            Clock clock) {
        this.names = names;
        this.versions = versions;
        this.uploads = uploads;
        this.leases = leases;
        this.quotas = quotas;
        this.ledger = ledger;
        this.lineage = lineage;
        this.marks = marks;
        this.jobs = jobs;
        this.encodings = encodings;
        this.journal = journal;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A version checked and ready to be published. */
    record Ready(
            ModelName name,
            Digest digest,
            Manifest manifest,
            LineageFacts facts,
            Optional<ModelInterface> modelInterface,
            boolean validate,
            Optional<Version> suite) {}

    /** The version that has this manifest already, marked as the request asks; empty when there is none. */
    Optional<Committed> present(
            ModelName name, Digest digest, CommitRequest request, Optional<String> push, Caller caller) {
        return versions.findByDigest(name, digest.hex()).stream()
                .filter(version -> version.removed().isEmpty())
                .findFirst()
                .map(version -> transactions.inTransaction(() -> again(version, request, push, caller)));
    }

    Committed publish(Ready ready, CommitRequest request, Optional<String> push, Caller caller) {
        return transactions.inTransaction(() -> {
            Instant now = clock.instant();
            CrashPoint.at("commit.begun");
            var _ = names.ensure(ready.name(), ready.manifest().kind(), now);
            CrashPoint.at("commit.named");
            Versions.Appended appended = versions.append(newVersion(ready, request, caller, now));
            CrashPoint.at("commit.version.written");
            // Of two identical pushes at once, the one that comes second finds the version of the first here.
            if (appended.created()) {
                return fresh(appended.version(), ready, request, push, caller);
            }
            if (appended.version().removed().isPresent()) {
                restore(appended.version(), ready.manifest(), caller);
            }
            return again(appended.version(), request, push, caller);
        });
    }

    /** Who pushes again what was removed has it back, under its number. */
    private void restore(Version version, Manifest manifest, Caller caller) {
        leases.keep(manifest);
        versions.setRemoved(version.id(), Optional.empty());
        ledger.restored(version, caller.user(), clock.instant());
        quotas.take(version.id().name().namespace(), manifest.sizeBytes());
        journal.record(
                caller,
                "version.restored",
                version.id().name(),
                new TreeMap<>(Map.of("version", version.id().tag(), "reason", "pushed again")));
    }

    private Committed fresh(Version version, Ready ready, CommitRequest request, Optional<String> push, Caller caller) {
        leases.keep(ready.manifest());
        lineage.add(version, ready.facts());
        marks.put(version, request, caller);
        CrashPoint.at("commit.marked");
        end(version, push);
        encodings.enqueue(version.id(), version.createdAt());
        Optional<Job> job =
                ready.validate() ? Optional.of(jobs.enqueue(version, ready.suite(), caller.user())) : Optional.empty();
        TreeMap<String, String> detail = new TreeMap<>(
                Map.of("version", version.id().tag(), "digest", version.digest().toString()));
        job.ifPresent(queued -> detail.put("validation", queued.id()));
        journal.record(caller, "version.pushed", version.id().name(), detail);
        ledger.published(version, request.manifest());
        quotas.take(version.id().name().namespace(), ready.manifest().sizeBytes());
        CrashPoint.at("commit.written");
        return new Committed(version, true, job);
    }

    private Committed again(Version version, CommitRequest request, Optional<String> push, Caller caller) {
        marks.put(version, request, caller);
        end(version, push);
        return new Committed(versions.find(version.id()).orElse(version), false, Optional.empty());
    }

    private void end(Version version, Optional<String> push) {
        push.ifPresent(uploads::close);
        leases.release(version.id().name(), version.manifest(), push);
    }

    private static NewVersion newVersion(Ready ready, CommitRequest request, Caller caller, Instant now) {
        return new NewVersion(
                ready.name(),
                ready.digest(),
                request.manifest(),
                ready.manifest(),
                request.message(),
                caller.user(),
                now,
                request.labels(),
                ready.facts().metrics(),
                ready.modelInterface());
    }
}
