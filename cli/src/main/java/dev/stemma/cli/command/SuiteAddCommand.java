package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pushes a folder of cases. */
@Command(
        name = "add",
        description = "Push a folder of cases, with their expected outputs, as a version of a suite.",
        footer = {"", "Example: stemma suite add tests/golden acme/sentiment-golden"})
final class SuiteAddCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder.")
    String folder = "";

    @Parameters(index = "1", paramLabel = "NS/NAME", description = "The suite.")
    String name = "";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What is new.")
    @Nullable String message;

    @Option(names = "--jobs", paramLabel = "N", description = "So many transfers at once (default: 4).")
    @Nullable Integer jobs;

    SuiteAddCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reference suite = session.name(name, Kind.SUITE);
        PushFlow.Done done = new Suites(session)
                .push(session.environment().resolve(folder), suite.name(), session.registry(suite), message, jobs);
        if (!session.answered(done.document())) {
            session.terminal().answer(done.version().text("ref"));
        }
        return Exit.OK.code();
    }
}
