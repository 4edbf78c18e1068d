package dev.stemma.cli.capture;

import dev.stemma.cli.config.YamlFile;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.json.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters and metrics: nested documents become dotted keys, values keep their type. */
final class Flattened {
    private static final int MOST_KEYS = 2000;
    private static final int MOST_BYTES = 1 << 20;

    private final Map<String, Json> values = new LinkedHashMap<>();

    /** Adds a JSON or YAML file. */
    void addFile(Path file) {
        try (java.io.InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            boolean json = String.valueOf(file.getFileName()).endsWith(".json");
            add(
                    "",
                    json
                            ? JsonReader.parseObject(bytes)
                            : YamlFile.parse(file, bytes).value());
        } catch (JsonException broken) {
            throw CliException.usage(file + " cannot be read")
                    .cause(String.valueOf(broken.getMessage()))
                    .from(broken);
        } catch (IOException broken) {
            throw CliException.usage("cannot read " + file)
                    .cause(String.valueOf(broken.getMessage()))
                    .from(broken);
        }
    }

    /** Adds {@code key=value} pairs as typed on the command line. */
    void addPairs(List<String> pairs, String option) {
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw CliException.usage(option + " takes KEY=VALUE, not '" + pair + "'");
            }
            put(pair.substring(0, equals), typed(pair.substring(equals + 1)));
        }
    }

    /** The values; only numbers when metrics are meant. */
    Json.Obj values(boolean numbersOnly) {
        Map<String, Json> kept = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (!numbersOnly || value instanceof Json.Num) {
                kept.put(key, value);
            }
        });
        return new Json.Obj(kept);
    }

    private void add(String prefix, Json value) {
        switch (value) {
            case Json.Obj object ->
                object.members().forEach((key, member) -> add(prefix.isEmpty() ? key : prefix + "." + key, member));
            case Json.Arr array -> {
                for (int i = 0; i < array.items().size(); i++) {
                    add(prefix + "." + i, array.items().get(i));
                }
            }
            case Json.Str text -> put(prefix, text);
            case Json.Num number -> put(prefix, number);
            case Json.Bool bool -> put(prefix, bool);
            case Json.Null nothing -> {}
        }
    }

    private void put(String key, Json value) {
        values.put(key, value);
        if (values.size() > MOST_KEYS) {
            throw CliException.usage("more than " + MOST_KEYS + " parameters or metrics");
        }
    }

    static Json typed(String text) {
        if (text.equals("true") || text.equals("false")) {
            return new Json.Bool(text.equals("true"));
        }
        if (text.matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?")) {
            return new Json.Num(new BigDecimal(text));
        }
        return new Json.Str(text);
    }
}
