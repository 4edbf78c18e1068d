package dev.stemma.registry.flow.promote;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * YAML that nobody trusts, as a tree that knows its lines. Small, flat, one document, without aliases (a policy needs none, and they can
 * make a small text huge), tags or duplicate keys.
 */
final class PolicyNodes {

    static final int MAX_CHARACTERS = 256 * 1024;

    private static final int MAX_DEPTH = 12;
    private static final int MAX_ENTRIES = 100;
    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(MAX_CHARACTERS)
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(0)
            .setUseMarks(true)
            .build();

    private PolicyNodes() {}

    /** A key of a mapping, with its value. */
    record Entry(String key, Node keyNode, Node value) {}

    static Node root(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw invalid(null, "it is larger than " + MAX_CHARACTERS + " characters");
        }
        try {
            checkEvents(text);
            return new Compose(SETTINGS).composeString(text).orElseThrow(() -> invalid(null, "it is empty"));
        } catch (MarkedYamlEngineException e) {
            throw at(
                    e.getProblemMark().orElse(null), Printable.of(Objects.requireNonNullElse(e.getProblem(), ""), 120));
        } catch (YamlEngineException e) {
            throw invalid(null, "it is not YAML: " + Printable.of(Objects.requireNonNullElse(e.getMessage(), ""), 120));
        }
    }

    /** Before a tree is built: the builder recurses, so what is too deep must not reach it. */
    private static void checkEvents(String text) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            if (event instanceof AliasEvent) {
                throw at(event.getStartMark().orElse(null), "aliases (*name) can't be used here");
            }
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw at(event.getStartMark().orElse(null), "it is nested too deeply");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    static List<Entry> entries(Node node, String what) {
        if (!(node instanceof MappingNode mapping) || !node.getTag().equals(Tag.MAP)) {
            throw invalid(node, what + " must be a mapping");
        }
        if (mapping.getValue().size() > MAX_ENTRIES) {
            throw invalid(node, what + " has more than " + MAX_ENTRIES + " entries");
        }
        Set<String> seen = new HashSet<>();
        return mapping.getValue().stream().map(tuple -> entry(tuple, seen)).toList();
    }

    private static Entry entry(NodeTuple tuple, Set<String> seen) {
        String key = scalar(tuple.getKeyNode(), "a key");
        if (!seen.add(key)) {
            throw invalid(tuple.getKeyNode(), "'" + Printable.of(key, 60) + "' stands here twice");
        }
        return new Entry(key, tuple.getKeyNode(), tuple.getValueNode());
    }

    static List<Node> elements(Node node, String what) {
        if (!(node instanceof SequenceNode sequence) || !node.getTag().equals(Tag.SEQ)) {
            throw invalid(node, what + " must be a list");
        }
        if (sequence.getValue().size() > MAX_ENTRIES) {
            throw invalid(node, what + " has more than " + MAX_ENTRIES + " entries");
        }
        return sequence.getValue();
    }

    static String scalar(Node node, String what) {
        if (!(node instanceof ScalarNode scalar)
                || !PLAIN.contains(node.getTag())
                || scalar.getValue().isEmpty()) {
            throw invalid(node, what + " must be a plain value");
        }
        return scalar.getValue();
    }

    static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    static InvalidInput invalid(@Nullable Node node, String why) {
        return at(node == null ? null : node.getStartMark().orElse(null), why);
    }

    static InvalidInput unknown(Entry entry, String where) {
        return invalid(entry.keyNode(), "'" + Printable.of(entry.key(), 60) + "' is not known in " + where);
    }

    private static InvalidInput at(@Nullable Mark mark, String why) {
        String line = mark == null ? "" : " (line " + (mark.getLine() + 1) + ")";
        return new InvalidInput(ErrorCode.POLICY_INVALID, "the policy can't be used: " + why + line);
    }
}
