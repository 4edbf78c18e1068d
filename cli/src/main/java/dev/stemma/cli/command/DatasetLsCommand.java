package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists data sets, or the versions of one. */
@Command(name = "ls", description = "List data sets that you may read, or the versions of one.")
final class DatasetLsCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "NS[/NAME]", description = "A namespace, or a name.")
    @Nullable String where;

    DatasetLsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(session, MOST);
        if (where != null && where.contains("/")) {
            listing.versions(session.name(where, Kind.DATASET));
            return Exit.OK.code();
        }
        if (where != null && !Name.valid(where)) {
            throw CliException.usage("'" + where + "' is not a namespace");
        }
        listing.names(Kind.DATASET, where, null, "name");
        return Exit.OK.code();
    }
}
