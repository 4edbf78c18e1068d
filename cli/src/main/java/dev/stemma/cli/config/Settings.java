package dev.stemma.cli.config;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in force, by precedence: flag, environment, project file, user file, system file, login, built-in. Files are read when
 * the first key is asked for that no higher layer answers.
 */
public final class Settings {
    /** Every setting that may stand in a configuration file. */
    public static final List<String> KEYS =
            List.of("server", "profile", "model", "timeout", "jobs", "progress", "transfer", "cache.dir", "cache.size");

    private static final Map<String, String> BUILT_IN =
            Map.of("timeout", "30s", "jobs", "4", "progress", "auto", "transfer", "auto", "cache.size", "10GiB");

    private final Map<String, String> flags;
    private final Environment environment;
    private final Optional<Project> project;
    private @Nullable List<YamlFile> files;

    /** Settings with these flags ({@code server} → value), seen from the environment's working folder. */
    public Settings(Map<String, String> flags, Environment environment, Optional<Project> project) {
        this.flags = Map.copyOf(flags);
        this.environment = environment;
        this.project = project;
    }

    /** The value in force and its origin. */
    public Optional<Setting> find(String key) {
        String flag = flags.get(key);
        if (flag != null) {
            return Optional.of(new Setting(key, flag, "--" + key));
        }
        String variable = "STEMMA_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
        Optional<String> set = environment.variable(variable);
        if (set.isPresent()) {
            return Optional.of(new Setting(key, set.get(), variable));
        }
        for (YamlFile file : files()) {
            if (file.value().has(key)) {
                return Optional.of(new Setting(key, scalar(file, key), file.where(key)));
            }
        }
        return Optional.ofNullable(BUILT_IN.get(key)).map(value -> new Setting(key, value, "built-in"));
    }

    /** The value in force. */
    public Optional<String> value(String key) {
        return find(key).map(Setting::value);
    }

    /** Time that one request may take. */
    public Duration timeout() {
        Setting setting = find("timeout").orElseThrow();
        return Durations.parse(setting.value())
                .orElseThrow(() -> invalid(setting, "a duration such as 30s, 5m or 500ms"));
    }

    /** How many transfers run at once, 1 to 32. */
    public int jobs() {
        Setting setting = find("jobs").orElseThrow();
        if (setting.value().matches("[1-9]|[12][0-9]|3[0-2]")) {
            return Integer.parseInt(setting.value());
        }
        throw invalid(setting, "a number from 1 to 32");
    }

    /** Most bytes that the cache keeps; 0 when it is off. */
    public long cacheBytes() {
        Setting setting = find("cache.size").orElseThrow();
        return Sizes.parse(setting.value()).orElseThrow(() -> invalid(setting, "a size such as 10GiB, or 0 for none"));
    }

    /** Where the cache is. */
    public Path cacheFolder() {
        return value("cache.dir")
                .map(environment::resolve)
                .orElseGet(() -> environment.cacheDir().resolve("files"));
    }

    /** The project that the working folder belongs to. */
    public Optional<Project> project() {
        return project;
    }

    /** All that is set, in the order of {@link #KEYS}. */
    public List<Setting> all() {
        return KEYS.stream().flatMap(key -> find(key).stream()).toList();
    }

    /** The user's own file. */
    public static Path userFile(Environment environment) {
        return environment.configDir().resolve("config.yaml");
    }

    private List<YamlFile> files() {
        if (files == null) {
            List<YamlFile> found = new ArrayList<>();
            project.ifPresent(one -> found.add(one.file()));
            YamlFile.readIfThere(userFile(environment)).ifPresent(file -> found.add(checked(file)));
            Path system = environment
                    .variable("STEMMA_SYSTEM_CONFIG")
                    .map(Path::of)
                    .orElse(Path.of("/etc/stemma/config.yaml"));
            YamlFile.readIfThere(system).ifPresent(file -> found.add(checked(file)));
            files = found;
        }
        return files;
    }

    private static YamlFile checked(YamlFile file) {
        Project.refuseUnknown(file, KEYS);
        return file;
    }

    private static String scalar(YamlFile file, String key) {
        return switch (file.value().get(key)) {
            case Json.Str text -> text.value();
            case Json.Num number -> number.value().toPlainString();
            case Json.Bool bool -> String.valueOf(bool.value());
            case Json.Null nothing -> "";
            case Json.Arr list ->
                throw CliException.usage(file.where(key) + " '" + key + "' takes one value, not a list");
            case Json.Obj map ->
                throw CliException.usage(file.where(key) + " '" + key + "' takes one value, not a mapping");
        };
    }

    private static CliException invalid(Setting setting, String wanted) {
        return CliException.usage("'" + setting.value() + "' is no value for " + setting.key())
                .cause("it comes from " + setting.origin() + "; wanted: " + wanted);
    }
}
