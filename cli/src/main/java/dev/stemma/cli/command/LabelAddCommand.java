package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.ref.ReferenceParser;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a version an immutable label. */
@Command(
        name = "add",
        description = "Give a version an immutable label, such as 2.1.0.",
        footer = {"", "Example: stemma label add acme/sentiment:v9 2.1.0"})
final class LabelAddCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "REF", description = "The version.")
    String reference = "";

    @Parameters(index = "1", paramLabel = "LABEL", description = "Letters, digits and . + - ; not of the form v3.")
    String label = "";

    LabelAddCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!ReferenceParser.label(label)) {
            throw CliException.usage("'" + label + "' is not a label")
                    .cause("a label is of letters, digits and . + - , and not of the form v3");
        }
        Reference wanted = session.reference(reference, Kind.MODEL);
        String version = session.version(wanted).text("version");
        String path = Routes.version(wanted.kind(), wanted.name(), version) + "/labels";
        Json.Obj labelled = session.registry(wanted)
                .send(Call.json("POST", path, Json.object().with("label", label)))
                .json();
        if (!session.answered(Json.document("label").and(labelled))) {
            session.terminal().done(labelled.text("ref") + " is " + wanted.name() + ":" + label + " now and for ever");
        }
        return Exit.OK.code();
    }
}
