package dev.stemma.cli.command;

import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.http.Transfers;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.ref.Selector;
import dev.stemma.cli.term.Progress;
import dev.stemma.cli.term.Style;
import dev.stemma.cli.term.Text;
import dev.stemma.cli.transfer.FileEntry;
import dev.stemma.cli.transfer.Manifest;
import dev.stemma.cli.transfer.Origin;
import dev.stemma.cli.transfer.Pull;
import dev.stemma.cli.transfer.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hashes a pulled folder, or the registry's copies, against the manifest. */
@Command(
        name = "verify",
        description = "Hash a pulled folder, or the registry's own copies, against a version's manifest.",
        footer = {"", "Example: stemma verify models/"})
final class VerifyCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "REF|DIR", description = "A version in the registry, or a pulled folder.")
    String what = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REF",
            description = "The version that DIR should be; default: where it came from.")
    @Nullable String expected;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = session.environment().resolve(what);
        boolean local = Files.isDirectory(folder);
        Reference reference = local ? origin(folder) : session.reference(what, Kind.MODEL);
        Registry registry = session.registry(reference);
        Json.Obj version = session.version(reference);
        String route = Routes.version(reference.kind(), reference.name(), version.text("version"));
        Manifest manifest = PullFlow.manifest(registry, route, Wire.digest(version.text("digest")), reference);
        List<Json> results = new ArrayList<>();
        long total = manifest.files().stream().mapToLong(FileEntry::sizeBytes).sum();
        int bad = 0;
        try (Progress progress = session.progress("verify", total)) {
            for (FileEntry file : manifest.files()) {
                String state = local ? onDisk(folder, file) : inRegistry(registry.transfers(), route, file, progress);
                bad += state.equals("ok") ? 0 : 1;
                results.add(Json.object().with("path", file.path()).with("state", state));
                report(file, state);
            }
        }
        Json.Obj document =
                Json.document("verify").with("ref", version.text("ref")).with("ok", bad == 0);
        if (!session.answered(document.with("files", new Json.Arr(results)))) {
            summary(version.text("ref"), manifest.files().size(), bad);
        }
        return (bad == 0 ? Exit.OK : Exit.INTEGRITY).code();
    }

    private Reference origin(Path folder) {
        if (expected != null) {
            return session.reference(expected, Kind.MODEL);
        }
        Origin origin = Origin.of(folder)
                .orElseThrow(
                        () -> CliException.of(Exit.NOT_FOUND, "ORIGIN_UNKNOWN", folder + " was not pulled by stemma")
                                .help("name the version it should be: stemma verify " + what + " NS/NAME:vN"));
        return new Reference(
                origin.kind(),
                origin.name(),
                new Selector.Content(origin.digest().hex()),
                null,
                origin.server());
    }

    private static String onDisk(Path folder, FileEntry file) throws IOException {
        Path disk = folder.resolve(file.path());
        if (!Files.isRegularFile(disk, LinkOption.NOFOLLOW_LINKS)) {
            return "missing";
        }
        return Pull.digest(disk).equals(file.sha256()) ? "ok" : "differs";
    }

    private static String inRegistry(Transfers transfers, String route, FileEntry file, Progress progress) {
        Digest found = transfers.get(Routes.file(route, file.path()), () -> 0, "", part -> {
            Hasher hasher = new Hasher();
            byte[] buffer = new byte[1 << 20];
            long seen = 0;
            for (int count = part.stream().read(buffer);
                    count >= 0 && seen <= file.sizeBytes();
                    count = part.stream().read(buffer)) {
                hasher.update(buffer, 0, count);
                seen += count;
                progress.add(count);
            }
            if (seen < file.sizeBytes()) {
                throw new IOException("the body ended early");
            }
            return hasher.digest();
        });
        return found.equals(file.sha256()) ? "ok" : "differs";
    }

    private void report(FileEntry file, String state) {
        if (!session.json() && !state.equals("ok")) {
            session.terminal()
                    .answer(Text.of(Style.RED, session.terminal().glyphs().fail() + " " + state + "  ")
                            .and(file.path()));
        }
    }

    private void summary(String ref, int files, int bad) {
        String text = ref + "  " + (files - bad) + " of " + files + " files are what the manifest says";
        session.terminal()
                .answer(Text.of(
                                bad == 0 ? Style.GREEN : Style.RED,
                                bad == 0
                                        ? session.terminal().glyphs().ok()
                                        : session.terminal().glyphs().fail())
                        .and(" " + text));
    }
}
