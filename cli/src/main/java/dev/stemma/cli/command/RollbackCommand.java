package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves a stage back to its last good holder. */
@Command(
        name = "rollback",
        description = "Move a stage back to what it held before, or to a version that it held.",
        footer = {"", "Example: stemma rollback acme/sentiment --stage production -m \"latency regressed\""})
final class RollbackCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The model.")
    String name = "";

    @Option(names = "--stage", required = true, paramLabel = "STAGE", description = "The stage, such as production.")
    String stage = "";

    @Option(names = "--to", paramLabel = "vN", description = "The version to go back to (default: the last good one).")
    @Nullable String to;

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why; kept in the history.")
    @Nullable String reason;

    @Option(
            names = "--expect",
            paramLabel = "vN",
            description = "Only if the stage holds this version now (default: what it holds when asked).")
    @Nullable String expect;

    RollbackCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (to != null && !to.matches("v[1-9][0-9]*")) {
            throw CliException.usage("--to takes a version such as v7, not '" + to + "'");
        }
        Reference model = session.name(name, Kind.MODEL);
        String route = Routes.name(model.kind(), model.name());
        Stages stages = new Stages(session, session.registry(model));
        Json.Obj request = Json.object()
                .with("reason", reason)
                .with("to", to)
                .with("expect", stages.expected(route, stage, expect));
        String path = route + "/stages/" + Routes.encode(Stages.checked(stage)) + "/rollback";
        Exit exit = stages.report(session.registry(model).act(path, request).json(), false);
        return exit.code();
    }
}
