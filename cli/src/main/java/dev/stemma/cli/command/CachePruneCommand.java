package dev.stemma.cli.command;

import dev.stemma.cli.cache.Cache;
import dev.stemma.cli.cache.Entry;
import dev.stemma.cli.config.Durations;
import dev.stemma.cli.config.Sizes;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Units;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes room. */
@Command(
        name = "prune",
        description = "Remove files from the cache, those used longest ago first; without an option down to its limit.",
        footer = {"", "Example: stemma cache prune --older 30d"})
final class CachePruneCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--all", description = "Everything.")
    boolean all;

    @Option(names = "--older", paramLabel = "AGE", description = "What was not used for so long, such as 30d.")
    @Nullable String older;

    @Option(names = "--to", paramLabel = "SIZE", description = "Until so much is left, such as 2GiB.")
    @Nullable String to;

    CachePruneCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if ((all ? 1 : 0) + (older == null ? 0 : 1) + (to == null ? 0 : 1) > 1) {
            throw CliException.usage("prune takes one of --all, --older and --to");
        }
        Cache cache = session.cache();
        List<Entry> gone = older == null ? cache.shrink(target(cache)) : unused(cache, older);
        List<Entry> left = cache.entries();
        Json.Obj document = Json.document("cache-prune")
                .with("removedFiles", gone.size())
                .with("removedBytes", CacheInfoCommand.bytes(gone))
                .with("files", left.size())
                .with("sizeBytes", CacheInfoCommand.bytes(left));
        if (!session.answered(document)) {
            session.terminal()
                    .done("removed " + gone.size() + (gone.size() == 1 ? " file, " : " files, ")
                            + Units.bytes(CacheInfoCommand.bytes(gone)) + "; left: "
                            + Units.bytes(CacheInfoCommand.bytes(left)));
        }
        return Exit.OK.code();
    }

    private long target(Cache cache) {
        if (all) {
            return 0;
        }
        return to == null
                ? cache.limitBytes()
                : Sizes.parse(to).orElseThrow(() -> CliException.usage("--to takes a size such as 2GiB"));
    }

    private List<Entry> unused(Cache cache, String age) throws IOException {
        Duration time = Durations.parse(age).orElseThrow(() -> CliException.usage("--older takes an age such as 30d"));
        Instant before = session.world().clock().instant().minus(time);
        return cache.remove(cache.entries().stream()
                .filter(entry -> entry.used().isBefore(before))
                .toList());
    }
}
