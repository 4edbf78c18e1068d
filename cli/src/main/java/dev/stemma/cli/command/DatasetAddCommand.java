package dev.stemma.cli.command;

import dev.stemma.cli.capture.FolderHash;
import dev.stemma.cli.capture.StatCache;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.transfer.FileEntry;
import dev.stemma.cli.transfer.LocalFile;
import dev.stemma.cli.transfer.LocalFiles;
import dev.stemma.cli.transfer.TreeDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records a data set: its files, or only its digest. */
@Command(
        name = "add",
        description = "Store a folder (or file) as a version of a data set, or only its digest.",
        footer = {"", "Example: stemma dataset add data/train acme/reviews"})
final class DatasetAddCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "PATH", description = "The folder or file.")
    String path = "";

    @Parameters(index = "1", paramLabel = "NS/NAME", description = "The data set.")
    String name = "";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What is new.")
    @Nullable String message;

    @Option(names = "--no-upload", description = "Record the digest only; the files stay where they are.")
    boolean noUpload;

    @Option(names = "--jobs", paramLabel = "N", description = "So many transfers at once (default: 4).")
    @Nullable Integer jobs;

    DatasetAddCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Reference dataset = session.name(name, Kind.DATASET);
        Path source = session.environment().resolve(path);
        List<LocalFile> files = LocalFiles.below(List.of(source));
        PushFlow flow = new PushFlow(session, session.registry(dataset), Kind.DATASET, dataset.name(), jobs);
        PushFlow.Done done;
        if (noUpload) {
            String tree = FolderHash.of(source, StatCache.none()).tree().toString();
            done = flow.run(
                    List.of(), List.of(), sent -> Json.object().with("tree", tree), PushFlow.Wishes.plain(message));
        } else {
            Function<List<FileEntry>, Json.Obj> tree =
                    sent -> Json.object().with("tree", TreeDigest.of(sent).toString());
            done = flow.run(files, List.of(), tree, PushFlow.Wishes.plain(message));
            flow.say(done);
        }
        if (!session.answered(done.document())) {
            session.terminal().answer(done.version().text("ref"));
        }
        return Exit.OK.code();
    }
}
