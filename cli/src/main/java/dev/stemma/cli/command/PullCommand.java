package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
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

/** Brings a version's files into a folder. */
@Command(
        name = "pull",
        description = {
            "Bring the files of a version into a folder, verified.",
            "Run it again after a cut: it continues where it stopped."
        },
        footer = {"", "Example: stemma pull acme/sentiment@production -o models/"})
final class PullCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "REF", description = "A version; the project's model when left out.")
    @Nullable String reference;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder to install in.")
    String output = ".";

    @Option(names = "--include", paramLabel = "GLOB", description = "Only files whose path matches; may be repeated.")
    List<String> include = List.of();

    @Option(names = "--force", description = "Replace files that are there and differ.")
    boolean force;

    @Option(names = "--jobs", paramLabel = "N", description = "So many files at once (default: 4).")
    @Nullable Integer jobs;

    PullCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        String typed = reference == null ? session.settings().value("model").orElse("") : reference;
        if (typed.isEmpty()) {
            throw CliException.usage("no version is named").help("stemma pull NS/NAME@production -o DIR");
        }
        Reference wanted = session.reference(typed, Kind.MODEL);
        PullFlow flow = new PullFlow(session, session.environment().resolve(output), jobs(), force, include);
        Json.Obj item = flow.run(wanted);
        if (!session.answered(Json.document("pull").with("items", List.of(item)))) {
            item.array("files").objects().forEach(file -> session.terminal().answer(file.text("path")));
        }
        return Exit.OK.code();
    }

    private int jobs() {
        if (jobs != null && (jobs < 1 || jobs > 32)) {
            throw CliException.usage("--jobs takes a number from 1 to 32");
        }
        return jobs == null ? session.settings().jobs() : jobs;
    }
}
