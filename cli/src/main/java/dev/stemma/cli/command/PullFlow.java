package dev.stemma.cli.command;

import dev.stemma.blob.Digest;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.ref.Selector;
import dev.stemma.cli.term.Progress;
import dev.stemma.cli.term.Units;
import dev.stemma.cli.transfer.FileEntry;
import dev.stemma.cli.transfer.Manifest;
import dev.stemma.cli.transfer.Nearby;
import dev.stemma.cli.transfer.Origin;
import dev.stemma.cli.transfer.Pull;
import dev.stemma.cli.transfer.Shelf;
import dev.stemma.cli.transfer.Wire;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** From a reference to files on the disk: version, manifest (verified), plan, bytes, origin. */
final class PullFlow {
    private final Session session;
    private final Path target;
    private final int jobs;
    private final boolean force;
    private final List<String> include;
    private Optional<Path> beside = Optional.empty();
    private Optional<Json.Obj> known = Optional.empty();

    PullFlow(Session session, Path target, int jobs, boolean force, List<String> include) {
        this.session = session;
        this.target = target;
        this.jobs = jobs;
        this.force = force;
        this.include = List.copyOf(include);
    }

    /** Also takes what it can use of a folder that another version was pulled into. */
    PullFlow beside(Path folder) {
        beside = Optional.of(folder);
        return this;
    }

    /** Pulls this version, which the reference was found to mean. */
    PullFlow exactly(Json.Obj version) {
        known = Optional.of(version);
        return this;
    }

    /** Pulls, and gives the item of the JSON answer. */
    Json.Obj run(Reference reference) throws IOException {
        Registry registry = session.registry(reference);
        Json.Obj version = known.isPresent() ? known.get() : session.version(reference);
        String number = version.text("version");
        Digest digest = Wire.digest(version.text("digest"));
        String route = Routes.version(reference.kind(), reference.name(), number);
        Manifest manifest = manifest(registry, route, digest, reference);
        List<FileEntry> wanted = manifest.files().stream().filter(matching()).toList();
        if (wanted.isEmpty() && !include.isEmpty()) {
            throw CliException.of(Exit.NOT_FOUND, "FILE_NOT_FOUND", "no file matches " + String.join(" ", include))
                    .help("stemma show " + version.text("ref") + " --files");
        }
        Shelf shelf = Shelf.of(session.cache(), registry.endpoint().toString(), reference.name());
        Nearby nearby = Nearby.of(shelf, reference.name(), Parents.names(version), session.transferMode())
                .with(target);
        beside.ifPresent(nearby::with);
        Pull pull = Pull.into(registry.transfers(), route, digest.hex().substring(0, 16), target, force, nearby)
                .noting(session.terminal()::warn);
        List<FileEntry> missing = pull.plan(wanted);
        long bytes = missing.stream().mapToLong(FileEntry::sizeBytes).sum();
        try (Progress progress = session.progress("pull", bytes)) {
            pull.run(missing, jobs, progress);
            say(reference, wanted.size() - missing.size(), bytes, pull.receivedBytes(), progress);
        }
        shelf.keep(wanted, pull::installed);
        Map<String, String> files = new LinkedHashMap<>();
        wanted.forEach(file -> files.put(file.path(), file.sha256().toString()));
        new Origin(registry.endpoint().toString(), manifest.kind(), reference.name(), number, digest, files)
                .write(target);
        return item(reference, number, digest, wanted, pull.receivedBytes());
    }

    /** The manifest, whose sha256 must be the version's digest, and that the digest which was asked for. */
    static Manifest manifest(Registry registry, String route, Digest digest, Reference asked) {
        if (asked.effective() instanceof Selector.Content(String hex)
                && !digest.hex().startsWith(hex)) {
            throw CliException.of(
                            Exit.INTEGRITY, "DIGEST_MISMATCH", "the server gives another version than was asked for")
                    .cause("wanted sha256:" + hex)
                    .cause("found " + digest);
        }
        byte[] bytes = registry.send(Call.get(route + "/manifest")).body();
        Digest found = Digest.of(bytes);
        if (!found.equals(digest)) {
            throw CliException.of(
                            Exit.INTEGRITY, "DIGEST_MISMATCH", "the manifest is not what the version's digest says")
                    .cause("wanted " + digest)
                    .cause("found " + found);
        }
        return Manifest.parse(bytes);
    }

    private void say(Reference reference, int there, long bytes, long received, Progress progress) {
        String kept = there == 0 ? "" : ", " + there + (there == 1 ? " file" : " files") + " already there";
        session.terminal()
                .done("pulled " + reference + "  " + Units.bytes(bytes)
                        + (received < bytes ? " (" + Units.bytes(received) + " received)" : "") + kept
                        + ", verified, in "
                        + Units.duration(progress.elapsed()));
    }

    private Predicate<FileEntry> matching() {
        List<PathMatcher> globs = include.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        return file -> globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(Path.of(file.path())));
    }

    private Json.Obj item(Reference reference, String number, Digest digest, List<FileEntry> files, long received) {
        Path from = session.environment().workDir();
        List<Json> listed = new ArrayList<>();
        for (FileEntry file : files) {
            Path at = target.resolve(file.path());
            listed.add(Json.object()
                    .with("path", at.startsWith(from) ? from.relativize(at).toString() : at.toString())
                    .with("sizeBytes", file.sizeBytes())
                    .with("sha256", file.sha256().toString()));
        }
        return Json.object()
                .with("ref", reference.toString())
                .with("version", number)
                .with("digest", digest.toString())
                .with("files", new Json.Arr(listed))
                .with("receivedBytes", received);
    }
}
