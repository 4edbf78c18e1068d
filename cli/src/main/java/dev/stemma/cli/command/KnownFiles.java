package dev.stemma.cli.command;

import dev.stemma.blob.Digest;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.transfer.FileEntry;
import dev.stemma.cli.transfer.LocalFile;
import dev.stemma.cli.transfer.Manifest;
import dev.stemma.cli.transfer.MediaTypes;
import dev.stemma.cli.transfer.Pull;
import dev.stemma.cli.transfer.Push;
import dev.stemma.cli.transfer.Shelf;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Commits files that the name has already without asking about their chunks. Tried only where the cache knows files of these sizes and
 * paths for this name, so that a first push pays nothing for it; then it costs one pass over the files and one request.
 */
final class KnownFiles {
    private final Session session;
    private final Registry registry;
    private final Kind kind;
    private final Name name;

    KnownFiles(Session session, Registry registry, Kind kind, Name name) {
        this.session = session;
        this.registry = registry;
        this.kind = kind;
        this.name = name;
    }

    /** The version, if all that it needs is there. */
    Optional<PushFlow.Done> commit(
            List<LocalFile> files, Function<List<FileEntry>, Json.Obj> rest, PushFlow.Wishes wishes) {
        long begun = session.world().nanos().getAsLong();
        Optional<List<FileEntry>> entries = entries(files);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Manifest manifest = new Manifest(kind, entries.get(), rest.apply(entries.get()));
        try {
            Json.Obj version = registry.act(Routes.name(kind, name) + "/versions", PushFlow.request(manifest, wishes))
                    .json();
            long total = files.stream().mapToLong(LocalFile::sizeBytes).sum();
            return Optional.of(new PushFlow.Done(
                    version,
                    new Push.Sent(entries.get(), 0, total, 0),
                    Duration.ofNanos(session.world().nanos().getAsLong() - begun)));
        } catch (CliException refused) {
            if (refused.code().equals("BLOBS_MISSING") || refused.code().equals("NAME_NOT_FOUND")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** The files as a manifest lists them, if those that the cache keeps all are files of the name. */
    private Optional<List<FileEntry>> entries(List<LocalFile> files) {
        Shelf shelf = Shelf.of(session.cache(), registry.endpoint().toString(), name);
        if (files.isEmpty() || !files.stream().allMatch(shelf::mayKnow)) {
            return Optional.empty();
        }
        Set<Digest> known = shelf.digests();
        List<FileEntry> entries = new ArrayList<>();
        try {
            for (LocalFile file : files) {
                Digest digest = Pull.digest(file.disk());
                if (Shelf.keeps(file.sizeBytes()) && !known.contains(digest)) {
                    return Optional.empty();
                }
                entries.add(new FileEntry(file.path(), file.sizeBytes(), digest, MediaTypes.of(file.path())));
            }
        } catch (IOException unreadable) {
            return Optional.empty(); // the push itself says what is wrong
        }
        return Optional.of(entries);
    }
}
