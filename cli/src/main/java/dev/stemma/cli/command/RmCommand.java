package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a version. */
@Command(
        name = "rm",
        description =
                "Remove a version: it stays listed, nothing of it can be pulled, and its bytes go after the registry's grace period.",
        footer = {"", "Example: stemma rm acme/sentiment:v6 --reason \"trained on recalled data\""})
final class RmCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "REF", description = "The version; none that an alias or a stage holds.")
    String reference = "";

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why; kept with the version.")
    @Nullable String reason;

    RmCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reference wanted = session.reference(reference, Kind.MODEL);
        String version = session.version(wanted).text("version");
        String path = Routes.version(wanted.kind(), wanted.name(), version);
        Json.Obj after = session.registry(wanted)
                .send(Call.delete(reason == null ? path : path + "?reason=" + Routes.encode(reason)))
                .json();
        if (!session.answered(Json.document("rm").and(after))) {
            session.terminal().done("removed " + after.text("ref"));
            session.terminal()
                    .answer("stemma restore " + after.text("ref") + " brings it back while its bytes are there");
        }
        return Exit.OK.code();
    }
}
