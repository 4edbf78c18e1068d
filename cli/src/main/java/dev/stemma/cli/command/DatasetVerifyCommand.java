package dev.stemma.cli.command;

import dev.stemma.cli.capture.FolderHash;
import dev.stemma.cli.capture.StatCache;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares a folder with a data set by content, whether or not its files are stored. */
@Command(
        name = "verify",
        description = "Say whether a folder is exactly a version of a data set. Exit 7 if it is not.",
        footer = {"", "Example: stemma dataset verify acme/reviews:v12 data/train"})
final class DatasetVerifyCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "REF", description = "A version; the latest when a name stands alone.")
    String reference = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "The folder or file.")
    String path = "";

    DatasetVerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Reference wanted = session.reference(reference, Kind.DATASET);
        Json.Obj version = session.version(wanted);
        String recorded = version.optText("tree")
                .orElseThrow(() -> CliException.of(
                        Exit.NOT_FOUND, "TREE_UNKNOWN", version.text("ref") + " has no digest of its data"));
        String here = FolderHash.of(session.environment().resolve(path), StatCache.none())
                .tree()
                .toString();
        boolean same = here.equals(recorded);
        Json.Obj document = Json.document("dataset-verify")
                .with("ref", version.text("ref"))
                .with("ok", same)
                .with("recorded", recorded)
                .with("found", here);
        if (!session.answered(document)) {
            String sign = same
                    ? session.terminal().glyphs().ok()
                    : session.terminal().glyphs().fail();
            session.terminal().answer(sign + " " + path + (same ? " is " : " is not ") + version.text("ref"));
            session.terminal().answer("  recorded " + recorded);
            session.terminal().answer("  found    " + here);
        }
        return (same ? Exit.OK : Exit.INTEGRITY).code();
    }
}
