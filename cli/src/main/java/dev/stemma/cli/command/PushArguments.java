package dev.stemma.cli.command;

import dev.stemma.cli.config.Project;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What push was told: files first, the name last. A last argument that exists as a file is a file; what is missing comes from
 * {@code stemma.yaml}.
 *
 * @param paths files and folders
 * @param name the model
 */
record PushArguments(List<Path> paths, Reference name) {
    static PushArguments parse(Session session, List<String> typed) {
        boolean named = !typed.isEmpty() && isName(session, typed);
        List<String> files = named ? typed.subList(0, typed.size() - 1) : typed;
        List<Path> paths = files.isEmpty()
                ? session.settings().project().map(Project::files).orElse(List.of())
                : files.stream().map(session.environment()::resolve).toList();
        paths.stream().filter(path -> !Files.exists(path)).findFirst().ifPresent(path -> {
            throw CliException.of(Exit.NOT_FOUND, "LOCAL_FILE_NOT_FOUND", "there is no file " + path);
        });
        if (paths.isEmpty()) {
            throw missing(session, typed, named);
        }
        String name = named
                ? typed.getLast()
                : session.settings()
                        .value("model")
                        .orElseThrow(() -> CliException.usage("no model is named")
                                .help("stemma push " + String.join(" ", typed)
                                        + " NS/NAME   (or `model:` in stemma.yaml)"));
        return new PushArguments(paths, session.name(name, Kind.MODEL));
    }

    private static boolean isName(Session session, List<String> typed) {
        String last = typed.getLast();
        boolean pathLike =
                last.startsWith("./") || last.startsWith("../") || last.startsWith("/") || last.startsWith("~");
        return !pathLike && !Files.exists(session.environment().resolve(last)) && last.contains("/");
    }

    private static CliException missing(Session session, List<String> typed, boolean named) {
        if (named && typed.size() == 1) {
            return CliException.of(
                            Exit.NOT_FOUND,
                            "LOCAL_FILE_NOT_FOUND",
                            "there is no file " + session.environment().resolve(typed.getLast()))
                    .cause("taken as a model's name, it leaves nothing to push, for stemma.yaml names no files")
                    .help("stemma push FILE " + typed.getLast());
        }
        return CliException.usage("no file is named").help("stemma push FILE NS/NAME");
    }
}
