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
                "Rebuild all versions, and what points at them, from the object store alone, for administrators of a registry whose database is empty.",
        footer = {
            "",
            "Tokens, quotas, descriptions, validations with their reports and the audit log do not come back: a backup of the database holds them."
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
            marks(done);
        }
        return problems.isEmpty() ? Exit.OK.code() : Exit.INTEGRITY.code();
    }

    private void marks(Json.Obj done) {
        if (done.has("aliases")) {
            session.terminal()
                    .done("rebuilt what points at them: " + done.integer("aliases") + " aliases and stages, "
                            + Shown.count(done.integer("promotions"), "promotion") + ", policies of "
                            + Shown.count(done.integer("policies"), "scope"));
        }
        List<String> leftOut = done.array("leftOut").texts();
        if (!leftOut.isEmpty()) {
            session.terminal().answer("not in the object store: " + String.join(", ", leftOut));
        }
    }
}
