package dev.stemma.cli.config;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.json.Json;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML to the JSON tree: no aliases of collections, no duplicate keys, no tags beyond the core schema, 32 levels. */
final class YamlReader {
    private static final int MOST_DEEP = 32;

    private final String file;

    private YamlReader(String file) {
        this.file = file;
    }

    static YamlFile mapping(Path path, String text) {
        YamlReader reader = new YamlReader(path.toString());
        try {
            Node root = compose(text);
            if (root == null) {
                return new YamlFile(path, Json.object(), Map.of());
            }
            if (!(root instanceof MappingNode mapping)) {
                throw reader.broken(root, "holds no mapping of keys to values");
            }
            Map<String, Integer> lines = new LinkedHashMap<>();
            mapping.getValue().forEach(pair -> lines.put(reader.key(pair), line(pair.getKeyNode())));
            return new YamlFile(path, reader.object(mapping, 0), lines);
        } catch (YamlEngineException broken) {
            throw CliException.usage(path + " is not YAML")
                    .cause(firstLine(broken))
                    .from(broken);
        } catch (StackOverflowError deep) {
            throw CliException.usage(path + " is nested too deeply").from(deep);
        }
    }

    private static @org.jspecify.annotations.Nullable Node compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(1 << 20)
                .build();
        return new Compose(settings).composeString(text).orElse(null);
    }

    private Json value(Node node, int depth) {
        if (depth > MOST_DEEP) {
            throw broken(node, "is nested more than " + MOST_DEEP + " levels deep");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, depth);
            case SequenceNode sequence -> {
                List<Json> items = new ArrayList<>();
                sequence.getValue().forEach(item -> items.add(value(item, depth + 1)));
                yield new Json.Arr(items);
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw broken(node, "uses an anchor in a way that is not supported");
        };
    }

    private Json.Obj object(MappingNode mapping, int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (NodeTuple pair : mapping.getValue()) {
            if (members.put(key(pair), value(pair.getValueNode(), depth + 1)) != null) {
                throw broken(pair.getKeyNode(), "has the key '" + key(pair) + "' twice");
            }
        }
        return new Json.Obj(members);
    }

    private String key(NodeTuple pair) {
        if (pair.getKeyNode() instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw broken(pair.getKeyNode(), "has a key that is no plain text");
    }

    private Json scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return new Json.Null();
        }
        if (tag.equals(Tag.BOOL)) {
            return new Json.Bool(text.equalsIgnoreCase("true"));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text);
        }
        if (tag.equals(Tag.STR)) {
            return new Json.Str(text);
        }
        throw broken(node, "uses the tag " + tag.getValue() + ", which is not supported");
    }

    private static Json number(String text) {
        try {
            if (text.startsWith("0x")) {
                return new Json.Num(new BigDecimal(new java.math.BigInteger(text.substring(2), 16)));
            }
            if (text.startsWith("0o")) {
                return new Json.Num(new BigDecimal(new java.math.BigInteger(text.substring(2), 8)));
            }
            return new Json.Num(new BigDecimal(text));
        } catch (NumberFormatException infinite) {
            return new Json.Str(text);
        }
    }

    private CliException broken(Node node, String what) {
        return CliException.usage(file + ":" + line(node) + " " + what);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String firstLine(YamlEngineException broken) {
        return String.valueOf(broken.getMessage())
                .lines()
                .limit(6)
                .reduce("", (a, b) -> a + " " + b.strip())
                .strip();
    }
}
