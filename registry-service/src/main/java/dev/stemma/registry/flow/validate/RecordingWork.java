package dev.stemma.registry.flow.validate;

import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.model.validation.RuntimeFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Does recordings: computes the expected outputs, stores them, and makes the suite's next version ready. */
@ApplicationScoped
class RecordingWork {

    private static final String NPZ = "application/x-npz";

    private final Recorder recorder;
    private final JobVersions versions;
    private final BlobStore blobs;
    private final SuitePublication publication;

    RecordingWork(Recorder recorder, JobVersions versions, BlobStore blobs, SuitePublication publication) {
        this.recorder = recorder;
        this.versions = versions;
        this.blobs = blobs;
        this.publication = publication;
    }

    JobWork run(Job job, Job.Recording task) throws IOException {
        Version model = versions.find(task.model(), task.modelDigest());
        Version inputs = versions.find(task.inputs(), task.inputsDigest());
        Recorder.Recording recording = recorder.record(new StoredFiles(blobs, model), new StoredFiles(blobs, inputs));
        return switch (recording) {
            case Recorder.NotRecorded(var error) ->
                () -> new Job.Outcome.Broken(error.code().name(), error.detail());
            case Recorder.Recorded recorded -> recorded(job, model, inputs, recorded);
        };
    }

    private JobWork recorded(Job job, Version model, Version inputs, Recorder.Recorded recorded) {
        Manifest manifest;
        try {
            manifest = manifest(model, inputs, recorded);
        } catch (InvalidInput e) {
            String sentence = Objects.requireNonNullElse(e.getMessage(), "");
            return () -> new Job.Outcome.Broken(ReportCode.SUITE_INVALID.name(), sentence);
        }
        return () -> new Job.Outcome.Recorded(publication.publish(job, model, inputs, manifest), recorded.cases());
    }

    private Manifest manifest(Version model, Version inputs, Recorder.Recorded recorded) {
        Set<String> kept = new HashSet<>(recorded.kept());
        List<FileEntry> files = new ArrayList<>(inputs.manifest().files().stream()
                .filter(file -> kept.contains(file.path().value()))
                .toList());
        String owner = inputs.id().name().namespace();
        recorded.written().forEach((path, bytes) -> files.add(stored(owner, new FilePath(path), bytes)));
        files.sort(Comparator.comparing(FileEntry::path));
        checkUnique(files);
        return new Manifest(
                Kind.SUITE,
                files,
                Manifest.LineageRefs.NONE,
                List.of(),
                Optional.empty(),
                Optional.of(new Manifest.Recording(
                        model.id().name(), model.digest(), inputs.digest(), fingerprint(recorded.runtime()))));
    }

    private FileEntry stored(String owner, FilePath path, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        var _ = blobs.put(owner, new ByteArrayInputStream(bytes), digest, bytes.length);
        return new FileEntry(path, bytes.length, digest, NPZ);
    }

    private static void checkUnique(List<FileEntry> files) {
        for (int i = 1; i < files.size(); i++) {
            if (files.get(i).path().equals(files.get(i - 1).path())) {
                throw new InvalidInput(
                        ErrorCode.SUITE_INVALID, "the suite has " + files.get(i).path() + " for something else");
            }
        }
    }

    private static String fingerprint(RuntimeFacts runtime) {
        return runtime.name() + " " + runtime.version() + " " + runtime.provider() + " threads=" + runtime.threads();
    }
}
