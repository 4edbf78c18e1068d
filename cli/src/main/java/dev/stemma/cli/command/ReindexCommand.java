package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Rebuilds a registry whose database was lost. */
@Command(
        name = "reindex",
        description =
                "Rebuild bytes and versions from the object store alone, for administrators of a registry whose database is empty.",
        footer = {
            "",
            "Aliases, stages, policies, reports and tokens do not come back: a backup of the database holds them."
        })
final class ReindexCommand implements Callable<Integer> {
    private final Session session;

    ReindexCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Json.Obj done = session.registry()
                .send(Call.json("POST", "/admin/reindex", Json.object()))
                .json();
        List<String> problems = done.array("problems").texts();
        if (!session.answered(Json.document("reindex").and(done))) {
            problems.forEach(problem -> session.terminal().answer("not rebuilt: " + problem));
            session.terminal()
                    .done("rebuilt " + Shown.count(done.integer("versions"), "version") + " of "
                            + Shown.count(done.integer("files"), "file") + " in "
                            + Shown.count(done.integer("packs"), "pack"));
        }
        return problems.isEmpty() ? Exit.OK.code() : Exit.INTEGRITY.code();
    }
}
