package dev.stemma.cli.command;

import dev.stemma.cli.cache.Cache;
import dev.stemma.cli.cache.Entry;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Reads every file of the cache and removes those that are damaged. */
@Command(
        name = "verify",
        description = "Read every file of the cache, and remove what is damaged. Exit 7 if something was.")
final class CacheVerifyCommand implements Callable<Integer> {
    private final Session session;

    CacheVerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Cache cache = session.cache();
        List<Entry> all = cache.entries();
        List<Entry> damaged = new ArrayList<>();
        for (Entry entry : all) {
            if (!cache.sound(entry)) {
                damaged.add(entry);
            }
        }
        cache.remove(damaged);
        Json.Obj document = Json.document("cache-verify")
                .with("files", all.size())
                .with(
                        "damaged",
                        damaged.stream().map(entry -> entry.digest().toString()).toList());
        if (!session.answered(document)) {
            damaged.forEach(entry -> session.terminal().answer("removed, damaged: " + entry.digest()));
            session.terminal().done((all.size() - damaged.size()) + " of " + all.size() + " files are sound");
        }
        return (damaged.isEmpty() ? Exit.OK : Exit.INTEGRITY).code();
    }
}
