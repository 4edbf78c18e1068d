package dev.stemma.cli.command;

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

/** Asks for a stage to move to a version; the policy's gates decide. */
@Command(
        name = "promote",
        description = {
            "Move a stage to a version, through its gates.",
            "Exit 6 when a gate refuses; 5 when the stage moved meanwhile."
        },
        footer = {"", "Example: stemma promote acme/sentiment:v9 --to production -m \"passed canary\""})
final class PromoteCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "REF", description = "The version.")
    String reference = "";

    @Option(names = "--to", required = true, paramLabel = "STAGE", description = "The stage, such as production.")
    String stage = "";

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why; kept in the history.")
    @Nullable String reason;

    @Option(
            names = "--expect",
            paramLabel = "vN|none",
            description = "Only if the stage holds this version now (default: what it holds when asked).")
    @Nullable String expect;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Ask the gates, record and move nothing.")
    boolean dryRun;

    PromoteCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reference wanted = session.reference(reference, Kind.MODEL);
        Json.Obj version = session.version(wanted);
        String name = Routes.name(wanted.kind(), wanted.name());
        Stages stages = new Stages(session, session.registry(wanted));
        Json.Obj request = Json.object()
                .with("version", version.text("version"))
                .with("stage", Stages.checked(stage))
                .with("reason", reason)
                .with("expect", stages.expected(name, stage, expect))
                .with("dryRun", dryRun);
        Json.Obj promotion =
                session.registry(wanted).act(name + "/promotions", request).json();
        Exit exit = stages.report(promotion, dryRun);
        if (!session.json() && exit == Exit.OK && !dryRun) {
            session.terminal().next("stemma rollback " + wanted.name() + " --stage " + stage + "   undoes it");
        }
        return exit.code();
    }
}
