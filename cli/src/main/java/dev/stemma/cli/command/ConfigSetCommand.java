package dev.stemma.cli.command;

import dev.stemma.cli.config.Settings;
import dev.stemma.cli.config.YamlFile;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a setting to the user's own file; other lines and comments stay. */
@Command(name = "set", description = "Write a setting to your own configuration file.")
final class ConfigSetCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "KEY", description = "As `stemma config list` names it.")
    String key = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "Its value.")
    String value = "";

    ConfigSetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        ConfigGetCommand.known(key);
        if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            throw CliException.usage("a value is one line, and not empty");
        }
        Path file = Settings.userFile(session.environment());
        Files.createDirectories(session.environment().configDir());
        String text = changed(Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of());
        YamlFile.parse(file, text.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, text);
        if (!session.answered(
                Json.document("setting").with("key", key).with("value", value).with("origin", file.toString()))) {
            session.terminal().done(key + " = " + value + " in " + file);
        }
        return Exit.OK.code();
    }

    private String changed(List<String> before) {
        // A JSON string is a YAML string, whatever is in it.
        String line = key + ": " + JsonWriter.compact(Json.of(value));
        List<String> lines = new ArrayList<>();
        boolean replaced = false;
        for (String old : before) {
            boolean same = old.startsWith(key + ":");
            lines.add(same ? line : old);
            replaced |= same;
        }
        if (!replaced) {
            lines.add(line);
        }
        return String.join("\n", lines) + "\n";
    }
}
