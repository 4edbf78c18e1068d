package dev.stemma.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command and the options that every command takes, before or behind its name. */
@Command(name = "stemma", description = "Versions, lineage and validation for machine-learning models.")
final class Globals {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show what a command does.")
    boolean help;

    @Option(names = "--version", description = "Print the version.")
    boolean version;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "One JSON document on stdout.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Only the answer.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Also every request and its time.")
    boolean verbose;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Stack traces with errors.")
    boolean debug;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colour.")
    boolean noColor;

    @Option(names = "--ascii", scope = ScopeType.INHERIT, description = "Only ASCII signs.")
    boolean ascii;

    @Option(names = "--no-input", scope = ScopeType.INHERIT, description = "Never ask.")
    boolean noInput;

    @Option(
            names = "--insecure",
            scope = ScopeType.INHERIT,
            description = "Let the token travel over plain http to another machine.")
    boolean insecure;

    @Option(names = "--server", paramLabel = "URL", scope = ScopeType.INHERIT, description = "The registry to talk to.")
    @Nullable String server;

    @Option(names = "--profile", paramLabel = "NAME", scope = ScopeType.INHERIT, description = "The login to use.")
    @Nullable String profile;

    @Option(
            names = "--timeout",
            paramLabel = "DUR",
            scope = ScopeType.INHERIT,
            description = "Longest wait for one answer, such as 30s.")
    @Nullable String timeout;

    @Option(names = "--progress", paramLabel = "MODE", scope = ScopeType.INHERIT, description = "auto, plain or none.")
    @Nullable String progress;

    @Option(names = "-C", paramLabel = "DIR", scope = ScopeType.INHERIT, description = "Run as if started in DIR.")
    @Nullable String directory;

    /** Those that override a setting. */
    Map<String, String> settings() {
        Map<String, String> flags = new LinkedHashMap<>();
        put(flags, "server", server);
        put(flags, "profile", profile);
        put(flags, "timeout", timeout);
        put(flags, "progress", progress);
        return flags;
    }

    private static void put(Map<String, String> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}
