package dev.stemma.cli.command;

import dev.stemma.cli.capture.LineageDocument;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.term.Progress;
import dev.stemma.cli.term.Units;
import dev.stemma.cli.transfer.FileEntry;
import dev.stemma.cli.transfer.LocalFile;
import dev.stemma.cli.transfer.Manifest;
import dev.stemma.cli.transfer.Nearby;
import dev.stemma.cli.transfer.Push;
import dev.stemma.cli.transfer.PushSession;
import dev.stemma.cli.transfer.Shelf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One push of files and documents, up to the commit that makes the version visible. */
final class PushFlow {
    private final Session session;
    private final Registry registry;
    private final Kind kind;
    private final Name name;
    private final int jobs;
    private Set<String> kin = Set.of();

    PushFlow(Session session, Registry registry, Kind kind, Name name, @Nullable Integer jobs) {
        if (jobs != null && (jobs < 1 || jobs > 32)) {
            throw CliException.usage("--jobs takes a number from 1 to 32");
        }
        this.session = session;
        this.registry = registry;
        this.kind = kind;
        this.name = name;
        this.jobs = jobs == null ? session.settings().jobs() : jobs;
    }

    /**
     * What the commit says beside the manifest.
     *
     * @param message the version's message
     * @param labels immutable labels
     * @param aliases aliases to move
     * @param validate whether a validation is queued
     * @param suite the suite for it
     */
    record Wishes(
            @Nullable String message,
            List<String> labels,
            List<String> aliases,
            boolean validate,
            @Nullable String suite) {
        static Wishes plain(@Nullable String message) {
            return new Wishes(message, List.of(), List.of(), false, null);
        }
    }

    /**
     * What came of it.
     *
     * @param version the version, new or old
     * @param sent what was pushed
     * @param time how long it took
     */
    record Done(Json.Obj version, Push.Sent sent, Duration time) {
        boolean created() {
            return version.flag("created");
        }

        Json.Obj document() {
            List<Json> files = new ArrayList<>();
            for (FileEntry file : sent.files()) {
                files.add(Json.object()
                        .with("path", file.path())
                        .with("sizeBytes", file.sizeBytes())
                        .with("sha256", file.sha256().toString()));
            }
            Json.Obj transfer = Json.object()
                    .with("bytes", sent.totalBytes())
                    .with("sent", sent.sentBytes())
                    .with("reused", sent.reusedBytes())
                    .with("durationMs", time.toMillis());
            return Json.document("push")
                    .with("ref", version.text("ref"))
                    .with("version", version.text("version"))
                    .with("digest", version.text("digest"))
                    .with("created", created())
                    .with("files", new Json.Arr(files))
                    .with("transfer", transfer);
        }
    }

    /** Also takes what it can use of files of these names, which the new version comes from. */
    PushFlow kin(Set<String> names) {
        kin = Set.copyOf(names);
        return this;
    }

    /**
     * Pushes.
     *
     * @param files what to send
     * @param documents lineage documents to send as well
     * @param rest the manifest's members behind the files, known once the files are
     */
    Done run(
            List<LocalFile> files,
            List<LineageDocument> documents,
            Function<List<FileEntry>, Json.Obj> rest,
            Wishes wishes) {
        long total = files.stream().mapToLong(LocalFile::sizeBytes).sum();
        Optional<Done> again = new KnownFiles(session, registry, kind, name).commit(files, rest, wishes);
        if (again.isPresent()) {
            return again.get();
        }
        PushSession push = PushSession.open(registry, kind, name);
        try (Progress progress = session.progress("push", total)) {
            List<byte[]> blobs = documents.stream()
                    .flatMap(document -> document.blobs().stream())
                    .toList();
            Push.Sent sent = Push.send(push, nearby(), files, blobs, jobs, progress);
            Manifest manifest = new Manifest(kind, sent.files(), rest.apply(sent.files()));
            Json.Obj version = push.commit(request(manifest, wishes));
            keep(files, sent.files());
            return new Done(version, sent, progress.elapsed());
        }
    }

    private Nearby nearby() {
        return Nearby.of(shelf(), name, kin, session.transferMode());
    }

    private Shelf shelf() {
        return Shelf.of(session.cache(), registry.endpoint().toString(), name);
    }

    private void keep(List<LocalFile> files, List<FileEntry> entries) {
        Map<String, Path> here = new HashMap<>();
        files.forEach(file -> here.put(file.path(), file.disk()));
        shelf().keep(entries, file -> Objects.requireNonNull(here.get(file.path())));
    }

    /** Says how many bytes travelled. */
    void say(Done done) {
        Push.Sent sent = done.sent();
        String reused = sent.reusedBytes() == 0 ? "" : ", " + Units.bytes(sent.reusedBytes()) + " already there";
        session.terminal()
                .say("  upload   " + Units.bytes(sent.sentBytes()) + " sent of "
                        + Units.bytes(sent.totalBytes()) + reused + "  "
                        + Units.duration(done.time()));
        if (!done.created()) {
            session.terminal().say("  nothing new: " + done.version().text("ref") + " is exactly this");
        }
    }

    static Json.Obj request(Manifest manifest, Wishes wishes) {
        Json.Obj request = Json.object()
                .with("manifest", manifest.text())
                .with("message", wishes.message())
                .with("labels", wishes.labels())
                .with("aliases", wishes.aliases())
                .with("validate", wishes.validate());
        return wishes.suite() == null ? request : request.with("suite", wishes.suite());
    }
}
