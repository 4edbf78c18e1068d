package dev.stemma.cli.config;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A YAML file that holds one mapping.
 *
 * @param path where it is
 * @param value the mapping
 * @param lines line numbers of its keys, from 1
 */
public record YamlFile(Path path, Json.Obj value, Map<String, Integer> lines) {
    private static final int MOST_BYTES = 1 << 20;

    /** Reads the file when it exists. The YAML library is loaded only then. */
    public static Optional<YamlFile> readIfThere(Path path) {
        try (java.io.InputStream in = Files.newInputStream(path)) {
            return Optional.of(parse(path, in.readNBytes(MOST_BYTES + 1)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException broken) {
            throw CliException.usage("cannot read " + path)
                    .cause(String.valueOf(broken.getMessage()))
                    .from(broken);
        }
    }

    /** Parses the bytes of a file. */
    public static YamlFile parse(Path path, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw CliException.usage(path + " is larger than 1 MiB");
        }
        return YamlReader.mapping(path, new String(bytes, StandardCharsets.UTF_8));
    }

    /** {@code file:line} of a key. */
    public String where(String key) {
        return path + ":" + lines.getOrDefault(key, 1);
    }
}
