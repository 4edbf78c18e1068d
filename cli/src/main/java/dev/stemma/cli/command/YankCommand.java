package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
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

/** Marks a version as not to be used; it stays pullable. */
@Command(
        name = "yank",
        description = "Mark a version as not to be used: it stays pullable, but leaves @latest and can't be promoted.",
        footer = {"", "Example: stemma yank acme/sentiment:v6 --reason \"label leak in acme/reviews:v9\""})
final class YankCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "REF", description = "The version.")
    String reference = "";

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why; everyone who uses it will read this.")
    @Nullable String reason;

    @Option(names = "--undo", description = "Take the mark away.")
    boolean undo;

    YankCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (reason == null && !undo) {
            throw CliException.usage("a yank needs a reason").help("stemma yank " + reference + " --reason TEXT");
        }
        Reference wanted = session.reference(reference, Kind.MODEL);
        String version = session.version(wanted).text("version");
        String path = Routes.version(wanted.kind(), wanted.name(), version) + "/yank";
        Json.Obj after = session.registry(wanted)
                .send(Call.json(
                        "POST", path, Json.object().with("reason", reason).with("undo", undo)))
                .json();
        if (!session.answered(Json.document("yank").and(after))) {
            session.terminal().done((undo ? "no longer yanked: " : "yanked ") + after.text("ref"));
        }
        return Exit.OK.code();
    }
}
