package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Answer;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes an alias; its history stays. */
@Command(name = "rm", description = "Remove an alias. Its history stays, and so does the version.")
final class AliasRmCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "The model, data set or suite.")
    String name = "";

    @Parameters(index = "1", paramLabel = "ALIAS", description = "The alias.")
    String alias = "";

    AliasRmCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reference thing = session.name(name, Kind.MODEL);
        Registry registry = session.registry(thing);
        String path = Routes.name(thing.kind(), thing.name()) + "/aliases/" + Routes.encode(Stages.checked(alias));
        Answer before = registry.send(Call.get(path));
        String etag = before.etag()
                .orElseThrow(
                        () -> CliException.of(Exit.FAILED, "ANSWER_INVALID", "the server gives the alias no ETag"));
        registry.send(Call.delete(path).with("If-Match", etag));
        if (!session.answered(Json.document("alias-removed").and(before.json()))) {
            session.terminal().done("removed " + thing.name() + "@" + Stages.checked(alias));
        }
        return Exit.OK.code();
    }
}
