package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.term.Table;
import dev.stemma.cli.term.Units;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the aliases and stages of a name. */
@Command(name = "ls", description = "List aliases and stages, and what they hold.")
final class AliasLsCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The model, data set or suite.")
    String name = "";

    AliasLsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reference thing = session.name(name, Kind.MODEL);
        List<Json.Obj> items = session.registry(thing).list(Routes.name(thing.kind(), thing.name()) + "/aliases", 1000);
        if (session.answered(
                Json.document("aliases").with("name", thing.toString()).with("items", items))) {
            return Exit.OK.code();
        }
        Table table = Table.of("ALIAS", "VERSION", "DIGEST", "STAGE", "BY", "MOVED");
        for (Json.Obj item : items) {
            table.row(
                    "@" + item.text("alias"),
                    item.text("version"),
                    Shown.digest(item.text("digest"), session.terminal()),
                    item.flag("stage") ? "stage" : session.terminal().glyphs().none(),
                    item.text("updatedBy"),
                    Units.ago(
                            item.text("updatedAt"), Instant.now(session.world().clock())));
        }
        session.terminal().answer(table);
        return Exit.OK.code();
    }
}
