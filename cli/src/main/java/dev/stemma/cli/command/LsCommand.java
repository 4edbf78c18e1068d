package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists names, or the versions of one. */
@Command(
        name = "ls",
        description = "List models (or data sets, or suites) that you may read, or the versions of one.",
        footer = {"", "Example: stemma ls acme"})
final class LsCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "NS[/NAME]", description = "A namespace, or a name.")
    @Nullable String where;

    @Option(
            names = {"-s", "--search"},
            paramLabel = "TEXT",
            description = "Names and descriptions that hold this.")
    @Nullable String query;

    @Option(names = "--kind", paramLabel = "KIND", defaultValue = "model", description = "model, dataset or suite.")
    String kind = "model";

    @Option(names = "--sort", paramLabel = "BY", defaultValue = "name", description = "name or updated.")
    String sort = "name";

    @Option(
            names = {"-L", "--limit"},
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most so many.")
    int limit = 1000;

    LsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Kind wanted = Kind.ofWord(kind)
                .orElseThrow(() -> CliException.usage("--kind takes model, dataset or suite, not '" + kind + "'"));
        if (!sort.equals("name") && !sort.equals("updated")) {
            throw CliException.usage("--sort takes name or updated, not '" + sort + "'");
        }
        if (limit < 1) {
            throw CliException.usage("--limit takes a number from 1");
        }
        Listing listing = new Listing(session, limit);
        if (where != null && where.contains("/")) {
            listing.versions(session.name(where, wanted));
            return Exit.OK.code();
        }
        if (where != null && !Name.valid(where)) {
            throw CliException.usage("'" + where + "' is not a namespace");
        }
        listing.names(wanted, where, query, sort);
        return Exit.OK.code();
    }
}
