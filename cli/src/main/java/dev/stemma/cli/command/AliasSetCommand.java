package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Answer;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.ref.ReferenceParser;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves an alias by compare-and-swap on what it held when looked at. */
@Command(
        name = "set",
        description = "Point an alias at a version. A stage moves by `stemma promote` only.",
        footer = {"", "Example: stemma alias set acme/sentiment candidate :v9"})
final class AliasSetCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "The model, data set or suite.")
    String name = "";

    @Parameters(index = "1", paramLabel = "ALIAS", description = "The alias.")
    String alias = "";

    @Parameters(index = "2", paramLabel = "REF", description = "A version of NAME: :v9, v9, @other.")
    String reference = "";

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why; kept in the history.")
    @Nullable String reason;

    AliasSetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reference thing = session.name(name, Kind.MODEL);
        Registry registry = session.registry(thing);
        Reference wanted = target(thing.kind(), thing.name());
        String version = session.version(wanted).text("version");
        String path = Routes.name(thing.kind(), thing.name()) + "/aliases/" + Routes.encode(Stages.checked(alias));
        Optional<Answer> before = registry.find(path, "ALIAS_NOT_FOUND");
        Call call =
                Call.json("PUT", path, Json.object().with("version", version).with("reason", reason));
        Optional<String> etag = before.flatMap(Answer::etag);
        Answer after =
                registry.send(etag.isPresent() ? call.with("If-Match", etag.get()) : call.with("If-None-Match", "*"));
        if (!session.answered(Json.document("alias").and(after.json()))) {
            String from = before.flatMap(answer -> answer.json().optText("version"))
                    .map(old -> old + " ")
                    .orElse("");
            session.terminal()
                    .done(thing.name() + "@" + Stages.checked(alias) + "  " + from
                            + session.terminal().glyphs().arrow() + " " + version);
        }
        return Exit.OK.code();
    }

    private Reference target(Kind kind, Name home) {
        return new ReferenceParser(home).parse(reference, kind);
    }
}
