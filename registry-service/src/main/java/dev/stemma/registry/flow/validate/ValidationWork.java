package dev.stemma.registry.flow.validate;

import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.validation.Report;
import dev.stemma.registry.port.Reports;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Does validations: runs the version, keeps the report as a blob and in the database. */
@ApplicationScoped
class ValidationWork {

    private final Validator validator;
    private final JobVersions versions;
    private final BlobStore blobs;
    private final Reports reports;

    ValidationWork(Validator validator, JobVersions versions, BlobStore blobs, Reports reports) {
        this.validator = validator;
        this.versions = versions;
        this.blobs = blobs;
        this.reports = reports;
    }

    JobWork run(Job.Validation task) throws IOException {
        Version model = versions.find(task.model(), task.modelDigest());
        Optional<Version> suite =
                task.suite().flatMap(id -> task.suiteDigest().map(digest -> versions.find(id, digest)));
        Report report = validator.validate(
                new Report.Subject(
                        model.ref(),
                        model.digest().toString(),
                        suite.map(Version::ref),
                        suite.map(version -> version.digest().toString())),
                new StoredFiles(blobs, model),
                suite.map(version -> new StoredFiles(blobs, version)));
        String json = ReportJson.write(report);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(bytes);
        var _ = blobs.put(model.id().name().namespace(), new ByteArrayInputStream(bytes), digest, bytes.length);
        return () -> {
            reports.put(digest, json);
            return new Job.Outcome.Reported(
                    report.verdict(),
                    report.summary().passed(),
                    report.summary().cases(),
                    digest,
                    report.runtime().isolation());
        };
    }
}
