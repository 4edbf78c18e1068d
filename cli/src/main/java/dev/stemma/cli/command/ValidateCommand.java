package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has the registry run a version on a suite's inputs. */
@Command(
        name = "validate",
        description = {
            "Have the registry run a version on a suite and compare the outputs.",
            "Waits for the report; exit 6 if it is not passed."
        },
        footer = {"", "Example: stemma validate acme/sentiment:v9 --suite acme/sentiment-golden"})
final class ValidateCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "REF", description = "The version.")
    String reference = "";

    @Option(
            names = "--suite",
            paramLabel = "REF|DIR",
            description = "The suite; a folder is pushed as NS/NAME-suite. Without one: a smoke test.")
    @Nullable String suite;

    @Option(names = "--no-wait", description = "Only queue it.")
    boolean noWait;

    ValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reference wanted = session.reference(reference, Kind.MODEL);
        Registry registry = session.registry(wanted);
        String version = session.version(wanted).text("version");
        Optional<String> with = new Suites(session).forValidation(suite, wanted, registry);
        Json.Obj request = Json.object().with("version", version).with("suite", with.orElse(null));
        String path = Routes.name(Kind.MODEL, wanted.name()) + "/validations";
        Json.Obj queued = registry.act(path, request).json();
        if (noWait) {
            if (!session.answered(Json.document("validation-job").and(queued))) {
                session.terminal().done("queued");
                session.terminal().answer(queued.text("id"));
            }
            return Exit.OK.code();
        }
        Validations validations = new Validations(session, registry);
        Json.Obj done = validations.job(path + "/" + Routes.encode(queued.text("id")), "validation");
        Json.Obj report = done.object("report");
        if (!session.answered(Json.document("validation")
                .with("id", done.get("id"))
                .with("state", done.get("state"))
                .and(report))) {
            if (report.members().isEmpty()) {
                session.terminal().answer("the validation was " + done.text("state"));
            } else {
                validations.print(report);
            }
        }
        return Validations.exit(report).code();
    }
}
