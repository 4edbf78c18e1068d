package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Brings a removed version back. */
@Command(
        name = "restore",
        description = "Bring a removed version back, as long as its bytes are there.",
        footer = {"", "Example: stemma restore acme/sentiment:v6"})
final class RestoreCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "REF", description = "The version.")
    String reference = "";

    RestoreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reference wanted = session.reference(reference, Kind.MODEL);
        String version = session.version(wanted).text("version");
        Json.Obj after = session.registry(wanted)
                .send(Call.json(
                        "POST", Routes.version(wanted.kind(), wanted.name(), version) + "/restore", Json.object()))
                .json();
        if (!session.answered(Json.document("restore").and(after))) {
            session.terminal().done("restored " + after.text("ref"));
        }
        return Exit.OK.code();
    }
}
