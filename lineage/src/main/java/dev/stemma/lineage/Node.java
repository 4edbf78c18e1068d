package dev.stemma.lineage;

/**
 * Something that a version came from, or a version itself.
 *
 * @param id its name
 * @param label what people call it: one line of at most {@link #MAX_LABEL} characters. Longer ones are cut, and characters that
 *     don't show become blanks
 */
public record Node(NodeId id, String label) {

    /** Longest label, in UTF-16 characters. */
    public static final int MAX_LABEL = 256;

    public Node {
        label = Text.line(label, MAX_LABEL);
    }
}
