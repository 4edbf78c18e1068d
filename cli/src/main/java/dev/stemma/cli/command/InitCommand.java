package dev.stemma.cli.command;

import dev.stemma.cli.config.Project;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Endpoint;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes {@code stemma.yaml}. */
@Command(
        name = "init",
        description = "Write stemma.yaml, so that :v9 and @production mean versions of this project's model.",
        footer = {"", "Example: stemma init --model acme/sentiment"})
final class InitCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--model", paramLabel = "NS/NAME", description = "The model that this project makes.")
    @Nullable String model;

    @Option(names = "--force", description = "Replace a stemma.yaml that is there.")
    boolean force;

    InitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = session.environment().workDir();
        Path file = folder.resolve(Project.FILE_NAME);
        if (Files.exists(file) && !force) {
            throw CliException.of(Exit.CONFLICT, "LOCAL_FILE_EXISTS", file + " exists")
                    .help("edit it, or replace it: stemma init --force");
        }
        Files.writeString(file, text());
        if (Files.exists(folder.resolve(".git"))) {
            ignoreOwnFolder(folder.resolve(".gitignore"));
        }
        if (!session.answered(Json.document("init").with("path", file.toString()))) {
            session.terminal().done("wrote " + file);
            session.terminal().next("stemma push FILE");
        }
        return Exit.OK.code();
    }

    private String text() {
        StringBuilder yaml = new StringBuilder();
        String server = session.globals().server;
        yaml.append(
                server == null
                        ? "# server: https://stemma.example.org\n"
                        : "server: " + Endpoint.normal(server) + "\n");
        yaml.append(model == null ? "# model: acme/sentiment\n" : "model: " + Name.parse(model) + "\n");
        yaml.append("# files: [out/model.onnx]          what `stemma push` sends when no file is named\n");
        yaml.append("# data:\n#   train: data/train             a path, dataset:NS/NAME:vN, or an address\n");
        yaml.append("# env: uv.lock                     default: the usual lockfiles\n");
        yaml.append("# params: params.yaml\n# metrics: metrics.json\n");
        return yaml.toString();
    }

    private static void ignoreOwnFolder(Path ignore) throws IOException {
        String before = Files.exists(ignore) ? Files.readString(ignore) : "";
        if (before.lines().noneMatch(line -> line.strip().equals(".stemma/"))) {
            String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            Files.writeString(ignore, gap + ".stemma/\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
