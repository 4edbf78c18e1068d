package dev.stemma.cli.command;

import dev.stemma.cli.cache.Cache;
import dev.stemma.cli.cache.Entry;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Table;
import dev.stemma.cli.term.Units;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What the cache holds. */
@Command(name = "info", description = "Show where the cache is, how large it is, and how large it may become.")
final class CacheInfoCommand implements Callable<Integer> {
    private final Session session;

    CacheInfoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Cache cache = session.cache();
        List<Entry> entries = cache.entries();
        long bytes = bytes(entries);
        Json.Obj document = Json.document("cache")
                .with("folder", cache.folder().toString())
                .with("files", entries.size())
                .with("sizeBytes", bytes)
                .with("limitBytes", cache.limitBytes())
                .with(
                        "oldestUse",
                        entries.isEmpty() ? null : entries.getFirst().used().toString());
        if (!session.answered(document)) {
            Table table = Table.plain()
                    .row("folder", cache.folder().toString())
                    .row("files", String.valueOf(entries.size()))
                    .row("size", Units.bytes(bytes) + " of at most " + Units.bytes(cache.limitBytes()));
            session.terminal().answer(table);
        }
        return Exit.OK.code();
    }

    static long bytes(List<Entry> entries) {
        return entries.stream().mapToLong(Entry::sizeBytes).sum();
    }
}
