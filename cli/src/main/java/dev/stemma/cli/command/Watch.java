package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonWriter;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.transfer.VersionFolders;
import dev.stemma.cli.transfer.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder at what a reference means: every version is pulled whole into a folder of its own, then the link is moved to it, then
 * the command is run. The command is run at least once for each version that the link was moved to, again after it failed.
 */
final class Watch {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Session session;
    private final Reference reference;
    private final VersionFolders folders;
    private final Function<Path, PullFlow> flows;
    private final Duration interval;
    private final int keep;
    private final @Nullable String command;
    private boolean everWorked;

    /**
     * A watch.
     *
     * @param link the folder, a link to the version's own
     * @param flows makes a pull into a folder
     * @param keep so many versions stay, the current one among them
     * @param command what to run after a change, for a shell
     */
    Watch(
            Session session,
            Reference reference,
            Path link,
            Function<Path, PullFlow> flows,
            Duration interval,
            int keep,
            @Nullable String command)
            throws IOException {
        this.session = session;
        this.reference = reference;
        this.folders = VersionFolders.of(link);
        this.flows = flows;
        this.interval = interval;
        this.keep = keep;
        this.command = command;
    }

    /** Looks once. */
    void once() throws IOException {
        look();
    }

    /** Looks again and again, until it is interrupted; goes on through failures once it has worked, or when they may pass by themselves. */
    void forEver() throws IOException {
        int failures = 0;
        while (true) {
            try {
                look();
                failures = 0;
                everWorked = true;
            } catch (CliException failed) {
                if (failed.exit() == Exit.INTERRUPTED || !(everWorked || failed.retryable())) {
                    throw failed;
                }
                failures++;
                session.terminal().warn(failed.message() + "; going on");
            }
            session.rest(pause(failures));
        }
    }

    private Duration pause(int failures) {
        Duration longer = interval.multipliedBy(1L << Math.min(failures, 10));
        return failures == 0 || longer.compareTo(LONGEST_PAUSE) < 0
                ? longer
                : interval.compareTo(LONGEST_PAUSE) > 0 ? interval : LONGEST_PAUSE;
    }

    private void look() throws IOException {
        Json.Obj version = session.registry(reference).get(Routes.version(reference));
        String tag = Wire.digest(version.text("digest")).hex().substring(0, 16);
        Optional<String> current = folders.current();
        if (!current.equals(Optional.of(tag))) {
            PullFlow flow = flows.apply(folders.folder(tag));
            current.map(folders::folder).ifPresent(flow::beside);
            Json.Obj item = flow.exactly(version).run(reference);
            folders.swap(tag, session.world().clock().instant());
            tell(item);
            folders.prune(keep);
        }
        if (command != null && !folders.told().equals(Optional.of(tag))) {
            run(command, version, tag);
        }
    }

    private void tell(Json.Obj item) {
        String line = session.json()
                ? JsonWriter.compact(Json.document("pull").with("items", List.of(item)))
                : item.text("version");
        session.terminal().document(line);
        session.terminal().flush();
    }

    private void run(String words, Json.Obj version, String tag) throws IOException {
        // What it says belongs to the conversation: stdout is the answer of this command.
        ProcessBuilder process = new ProcessBuilder("sh", "-c", "exec 1>&2\n" + words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .directory(session.environment().workDir().toFile());
        process.environment().put("STEMMA_REF", version.text("ref"));
        process.environment().put("STEMMA_VERSION", version.text("version"));
        process.environment().put("STEMMA_DIGEST", version.text("digest"));
        process.environment().put("STEMMA_DIR", folders.link().toString());
        process.environment().remove("STEMMA_TOKEN");
        try {
            int exit = process.start().waitFor();
            if (exit == 0) {
                folders.tell(tag);
            } else {
                session.terminal()
                        .warn("the command ended with " + exit + " for " + version.text("ref")
                                + "; it is run again after " + interval.toSeconds() + " s");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw CliException.of(Exit.INTERRUPTED, "INTERRUPTED", "interrupted")
                    .from(stop);
        }
    }
}
