package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.ref.ReferenceParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The history of a name: versions and the moves of its aliases. */
@Command(
        name = "log",
        description = "Show versions and alias moves, newest first.",
        footer = {"", "Example: stemma log acme/sentiment:v3..v7"})
final class LogCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME|A..B", description = "A name, or the versions behind A up to B.")
    String what = "";

    @Option(
            names = {"-L", "--limit"},
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many versions.")
    int limit = 50;

    LogCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CliException.usage("--limit takes a number from 1");
        }
        Optional<ReferenceParser.Range> range = session.parser().parseRange(what, Kind.MODEL);
        Reference name = range.isPresent() ? range.get().to() : session.name(what, Kind.MODEL);
        List<Json.Obj> entries = new ArrayList<>(range.isPresent() ? between(range.get()) : versions(name));
        if (range.isEmpty()) {
            entries.addAll(moves(name));
            entries.sort(
                    Comparator.comparing((Json.Obj entry) -> entry.text("at")).reversed());
        }
        Json.Obj document = Json.document("log").with("name", name.kind().prefix() + name.name());
        if (!session.answered(document.with("entries", entries))) {
            new LogPage(session).print(entries);
        }
        return Exit.OK.code();
    }

    private List<Json.Obj> versions(Reference name) {
        return session.registry(name).list(Routes.name(name.kind(), name.name()) + "/versions", limit).stream()
                .map(LogCommand::entry)
                .toList();
    }

    private List<Json.Obj> between(ReferenceParser.Range range) {
        if (!range.from().name().equals(range.to().name())) {
            throw CliException.usage("a range has one name on both sides");
        }
        int from = number(session.version(range.from()));
        int to = number(session.version(range.to()));
        return session
                .registry(range.to())
                .list(Routes.name(range.to().kind(), range.to().name()) + "/versions", Integer.MAX_VALUE)
                .stream()
                .filter(version -> number(version) > from && number(version) <= to)
                .limit(limit)
                .map(LogCommand::entry)
                .toList();
    }

    private static int number(Json.Obj version) {
        String text = version.text("version");
        if (!text.matches("v[1-9][0-9]{0,8}")) {
            throw CliException.of(Exit.FAILED, "ANSWER_INVALID", "the server names a version that is none: " + text);
        }
        return Integer.parseInt(text.substring(1));
    }

    private List<Json.Obj> moves(Reference name) {
        String aliases = Routes.name(name.kind(), name.name()) + "/aliases";
        List<Json.Obj> moves = new ArrayList<>();
        for (Json.Obj alias : session.registry(name).list(aliases, 100)) {
            String history = aliases + "/" + Routes.encode(alias.text("alias")) + "/history";
            for (Json.Obj move : session.registry(name).list(history, limit)) {
                moves.add(Json.object().with("type", "alias").and(move));
            }
        }
        return moves;
    }

    private static Json.Obj entry(Json.Obj version) {
        return Json.object()
                .with("type", "version")
                .with("at", version.text("createdAt"))
                .and(version);
    }
}
