package dev.stemma.lineage;

import dev.stemma.blob.Digest;
import java.util.Optional;

/**
 * The name of a node, written {@code kind:value}: {@code model:ns/name:v3}, {@code code:<40 or 64 hex>}, {@code run:<64 hex>},
 * {@code external:<url>}. Ids are ordered by kind, then by value; numbers of versions count as numbers.
 *
 * @param kind what the node stands for
 * @param value what follows the kind's colon
 */
public record NodeId(NodeKind kind, String value) implements Comparable<NodeId> {

    /**
     * Accepts what the kind's grammar allows.
     *
     * @throws IllegalArgumentException for anything else
     */
    public NodeId {
        if (!NodeGrammar.of(kind).test(value)) {
            throw new IllegalArgumentException(
                    "not the id of a lineage node of kind " + kind.word() + ": " + NodeGrammar.shown(value));
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static NodeId parse(String text) {
        int colon = text.indexOf(':');
        NodeKind kind =
                colon < 0 ? null : NodeKind.ofWord(text.substring(0, colon)).orElse(null);
        if (kind == null) {
            throw new IllegalArgumentException("not the id of a lineage node: " + NodeGrammar.shown(text));
        }
        return new NodeId(kind, text.substring(colon + 1));
    }

    /**
     * The node of a version.
     *
     * @param kind a {@linkplain NodeKind#versioned() versioned} kind
     * @param name {@code ns/name}
     * @param number 1, 2, 3, …
     */
    public static NodeId version(NodeKind kind, String name, int number) {
        if (!kind.versioned()) {
            throw new IllegalArgumentException(kind.word() + " nodes are no versions");
        }
        return new NodeId(kind, name + ":v" + number);
    }

    /** The node that a digest names: a tree of code, data known by content, an environment or a run. */
    public static NodeId digest(NodeKind kind, Digest digest) {
        return new NodeId(kind, digest.hex());
    }

    /** The node of something outside the registry. */
    public static NodeId external(String url) {
        return new NodeId(NodeKind.EXTERNAL, url);
    }

    /** The namespace that decides who may see this node; empty for nodes that belong to none. */
    public Optional<String> namespace() {
        return kind.versioned() ? Optional.of(value.substring(0, value.indexOf('/'))) : Optional.empty();
    }

    /** {@code ns/name} of a version's node; empty for the other kinds. */
    public Optional<String> name() {
        return kind.versioned() ? Optional.of(value.substring(0, colon())) : Optional.empty();
    }

    /** The number of a version's node, 0 for the other kinds. */
    public int number() {
        return kind.versioned() ? Integer.parseInt(value, colon() + 2, value.length(), 10) : 0;
    }

    private int colon() {
        return value.lastIndexOf(':');
    }

    @Override
    public int compareTo(NodeId other) {
        int byKind = kind.compareTo(other.kind);
        if (byKind != 0) {
            return byKind;
        }
        if (!kind.versioned()) {
            return value.compareTo(other.value);
        }
        int byName = name().orElseThrow().compareTo(other.name().orElseThrow());
        return byName != 0 ? byName : Integer.compare(number(), other.number());
    }

    /** The written form, which {@link #parse} reads back. */
    @Override
    public String toString() {
        return kind.word() + ":" + value;
    }
}
