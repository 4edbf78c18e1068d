package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the registry compute a suite's expected outputs from a version that is trusted. */
@Command(
        name = "record",
        description = {
            "Push a folder of inputs, and let the registry compute the expected outputs from a trusted version.",
            "Prints the new version of the suite."
        },
        footer = {"", "Example: stemma suite record acme/sentiment@production -i tests/inputs acme/sentiment-golden"})
final class SuiteRecordCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "REF", description = "The version whose outputs are right.")
    String reference = "";

    @Parameters(index = "1", paramLabel = "NS/NAME", description = "The suite.")
    String name = "";

    @Option(
            names = {"-i", "--inputs"},
            required = true,
            paramLabel = "DIR",
            description = "The folder of inputs.")
    String inputs = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Also pull the new version into this folder.")
    @Nullable String output;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What is new.")
    @Nullable String message;

    SuiteRecordCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Reference model = session.reference(reference, Kind.MODEL);
        Reference suite = session.name(name, Kind.SUITE);
        Registry registry = session.registry(model);
        String trusted = model.name() + ":" + session.version(model).text("version");
        PushFlow.Done pushed =
                new Suites(session).push(session.environment().resolve(inputs), suite.name(), registry, message, null);
        String path = Routes.name(Kind.SUITE, suite.name()) + "/recordings";
        Json.Obj request =
                Json.object().with("inputs", pushed.version().text("version")).with("model", trusted);
        String id = registry.act(path, request).json().text("id");
        Json.Obj done = new Validations(session, registry).job(path + "/" + Routes.encode(id), "recording");
        String result = done.optText("result").orElseThrow(() -> failed(done));
        session.terminal().done("recorded " + Shown.count(done.integer("cases"), "case") + " from " + trusted);
        if (output != null) {
            new PullFlow(
                            session,
                            session.environment().resolve(output),
                            session.settings().jobs(),
                            false,
                            List.of())
                    .run(session.reference(result, Kind.SUITE));
        }
        if (!session.answered(Json.document("recording").and(done))) {
            session.terminal().answer(result);
        }
        return Exit.OK.code();
    }

    private static CliException failed(Json.Obj recording) {
        Json.Obj error = recording.get("error") instanceof Json.Obj object ? object : Json.object();
        String why =
                error.optText("detail").or(() -> error.optText("message")).orElse("it was " + recording.text("state"));
        return CliException.of(
                        Exit.REFUSED,
                        error.optText("code").orElse("RECORDING_FAILED"),
                        "the outputs could not be recorded")
                .cause(why);
    }
}
