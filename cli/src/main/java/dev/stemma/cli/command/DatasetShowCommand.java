package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one version of a data set. */
@Command(name = "show", description = "Show a version of a data set.")
final class DatasetShowCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "REF", description = "A version; the latest when a name stands alone.")
    String reference = "";

    @Option(names = "--files", description = "Only the files, one a line: digest, size, path.")
    boolean files;

    DatasetShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reference wanted = session.reference(reference, Kind.DATASET);
        Json.Obj version = session.version(wanted);
        if (session.answered(Json.document("show").and(version))) {
            return Exit.OK.code();
        }
        VersionPage page = new VersionPage(session);
        if (files) {
            page.files(version);
        } else {
            page.whole(version);
        }
        return Exit.OK.code();
    }
}
