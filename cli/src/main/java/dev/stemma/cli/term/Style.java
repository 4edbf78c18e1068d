package dev.stemma.cli.term;

/** How a piece of text looks where colour is on. Colour never carries meaning alone. */
public enum Style {
    /** As it is. */
    PLAIN(""),
    /** A heading or a name. */
    BOLD("\u001b[1m"),
    /** Of lesser weight. */
    DIM("\u001b[2m"),
    /** It went well. */
    GREEN("\u001b[32m"),
    /** Look here. */
    YELLOW("\u001b[33m"),
    /** It went wrong. */
    RED("\u001b[31m"),
    /** A thing that can be named again. */
    CYAN("\u001b[36m");

    private final String start;

    Style(String start) {
        this.start = start;
    }

    String start() {
        return start;
    }

    String end() {
        return start.isEmpty() ? "" : "\u001b[0m";
    }
}
