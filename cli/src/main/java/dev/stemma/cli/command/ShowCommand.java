package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one version. */
@Command(
        name = "show",
        description = "Show a version: interface, metrics, validation, lineage, files.",
        footer = {"", "Example: stemma show acme/sentiment@production"})
final class ShowCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "REF", description = "A version; the latest when a name stands alone.")
    String reference = "";

    @Option(names = "--files", description = "Only the files, one a line: digest, size, path.")
    boolean files;

    @Option(names = "--lineage", description = "Only the lineage documents, as JSON.")
    boolean lineage;

    @Option(names = "--manifest", description = "The manifest's exact bytes.")
    boolean manifest;

    @Option(names = "--storage", description = "Only how the files are stored, one a line: size, stored bytes, codecs.")
    boolean storage;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Reference wanted = session.reference(reference, Kind.MODEL);
        Json.Obj version = session.version(wanted);
        if (manifest) {
            String path = Routes.version(wanted.kind(), wanted.name(), version.text("version")) + "/manifest";
            session.terminal()
                    .bytes()
                    .write(session.registry(wanted).send(Call.get(path)).body());
            return Exit.OK.code();
        }
        if (lineage) {
            session.terminal().document(dev.stemma.cli.json.JsonWriter.pretty(version.object("lineage")));
            return Exit.OK.code();
        }
        if (storage) {
            String path = Routes.version(wanted.kind(), wanted.name(), version.text("version")) + "/storage";
            Json.Obj stored = session.registry(wanted).get(path);
            if (!session.answered(Json.document("storage").and(stored))) {
                new StoragePage(session).files(stored);
            }
            return Exit.OK.code();
        }
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
