package dev.stemma.cli.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The process's surroundings, injected so that tests have their own.
 *
 * @param variables environment variables
 * @param workDir where relative paths start ({@code -C} moves it)
 * @param home the user's home folder
 */
public record Environment(Map<String, String> variables, Path workDir, Path home) {
    public Environment {
        variables = Map.copyOf(variables);
        workDir = workDir.toAbsolutePath().normalize();
    }

    /** The surroundings of this process. */
    public static Environment system() {
        return new Environment(System.getenv(), Path.of(""), Path.of(System.getProperty("user.home", "/")));
    }

    /** A variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** {@code $XDG_CONFIG_HOME/stemma}, or {@code ~/.config/stemma}. */
    public Path configDir() {
        return folder("XDG_CONFIG_HOME", ".config").resolve("stemma");
    }

    /** {@code $XDG_STATE_HOME/stemma}, or {@code ~/.local/state/stemma}. */
    public Path stateDir() {
        return folder("XDG_STATE_HOME", ".local/state").resolve("stemma");
    }

    /** {@code $XDG_CACHE_HOME/stemma}, or {@code ~/.cache/stemma}. */
    public Path cacheDir() {
        return folder("XDG_CACHE_HOME", ".cache").resolve("stemma");
    }

    /** A path as the user typed it, seen from the working folder. */
    public Path resolve(String typed) {
        if (typed.equals("~") || typed.startsWith("~/")) {
            return home.resolve(typed.length() > 2 ? typed.substring(2) : "").normalize();
        }
        return workDir.resolve(typed).normalize();
    }

    /** The same seen from another folder. */
    public Environment in(Path folder) {
        return new Environment(variables, folder, home);
    }

    private Path folder(String variable, String below) {
        return variable(variable).map(Path::of).filter(Path::isAbsolute).orElseGet(() -> home.resolve(below));
    }
}
