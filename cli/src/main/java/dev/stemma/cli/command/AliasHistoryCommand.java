package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.term.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Every move of an alias. */
@Command(name = "history", description = "Show every move of an alias or stage, newest first.")
final class AliasHistoryCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "The model, data set or suite.")
    String name = "";

    @Parameters(index = "1", paramLabel = "ALIAS", description = "The alias or stage.")
    String alias = "";

    @Option(
            names = {"-L", "--limit"},
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many.")
    int limit = 100;

    AliasHistoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CliException.usage("--limit takes a number from 1");
        }
        Reference thing = session.name(name, Kind.MODEL);
        String path = Routes.name(thing.kind(), thing.name()) + "/aliases/" + Routes.encode(Stages.checked(alias))
                + "/history";
        List<Json.Obj> items = session.registry(thing).list(path, limit);
        if (session.answered(Json.document("alias-history").with("items", items))) {
            return Exit.OK.code();
        }
        String none = session.terminal().glyphs().none();
        Table table = Table.of("#", "FROM", "TO", "BY", "AT", "PROMOTION", "REASON");
        for (Json.Obj move : items) {
            table.row(
                    String.valueOf(move.integer("sequence")),
                    move.optText("from").orElse(none),
                    move.optText("to").orElse(none),
                    move.text("by"),
                    move.text("at"),
                    move.has("promotion") ? String.valueOf(move.integer("promotion")) : none,
                    move.optText("reason").orElse(""));
        }
        session.terminal().answer(table);
        return Exit.OK.code();
    }
}
