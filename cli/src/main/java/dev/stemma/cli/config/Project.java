package dev.stemma.cli.config;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.ref.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The project file {@code stemma.yaml} of the nearest folder upwards. Paths inside it start at its folder.
 *
 * @param file the file as read
 */
public record Project(YamlFile file) {
    /** Its name. */
    public static final String FILE_NAME = "stemma.yaml";

    private static final List<String> KEYS = List.of(
            "server",
            "profile",
            "model",
            "timeout",
            "jobs",
            "progress",
            "files",
            "code",
            "data",
            "env",
            "params",
            "metrics",
            "suite");

    public Project {
        refuseUnknown(file, KEYS);
    }

    /** Looks in the folder and those above it. */
    public static Optional<Project> find(Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(FILE_NAME);
            if (Files.isRegularFile(candidate)) {
                return YamlFile.readIfThere(candidate).map(Project::new);
            }
        }
        return Optional.empty();
    }

    /** The folder that the file stands in. */
    public Path root() {
        return Optional.ofNullable(file.path().getParent()).orElse(Path.of(""));
    }

    /** What {@code push} sends when no file is named. */
    public List<Path> files() {
        return typed(
                "files",
                () -> file.value().array("files").texts().stream()
                        .map(root()::resolve)
                        .toList());
    }

    /** Data sets by name: a path, a reference or an address. Paths are given from the root. */
    public Map<String, String> data() {
        return typed("data", () -> {
            Map<String, String> sets = new LinkedHashMap<>();
            Json.Obj data = file.value().object("data");
            data.members().keySet().forEach(name -> sets.put(name, data.text(name)));
            return sets;
        });
    }

    /** Globs of the code where git does not tell: what to take in. */
    public List<String> codeInclude() {
        return typed("code", () -> file.value().object("code").array("include").texts());
    }

    /** Globs of the code to leave out. */
    public List<String> codeExclude() {
        return typed("code", () -> file.value().object("code").array("exclude").texts());
    }

    /** A file named by one of the keys {@code env}, {@code params}, {@code metrics}. */
    public Optional<Path> path(String key) {
        return typed(key, () -> {
            Json value = file.value().get(key);
            Optional<String> text = value instanceof Json.Obj object
                    ? object.optText("file")
                    : file.value().optText(key);
            return text.map(root()::resolve);
        });
    }

    /** The suite that versions are validated with: a reference, or a folder. */
    public Optional<String> suite() {
        return typed("suite", () -> file.value().optText("suite"));
    }

    static void refuseUnknown(YamlFile file, List<String> keys) {
        for (String key : file.value().members().keySet()) {
            if (!keys.contains(key)) {
                CliException unknown = CliException.usage(file.where(key) + " has the unknown key '" + key + "'");
                throw unknown.help(Nearest.to(key, keys)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("known keys: " + String.join(", ", keys)));
            }
        }
    }

    private <T> T typed(String key, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (JsonException wrong) {
            throw CliException.usage(file.where(key) + ": " + wrong.getMessage())
                    .from(wrong);
        }
    }
}
