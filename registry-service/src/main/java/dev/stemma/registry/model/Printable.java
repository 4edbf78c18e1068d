package dev.stemma.registry.model;

/** Makes text that came from outside fit to stand in a message. */
public final class Printable {

    private Printable() {}

    /** The text with everything but printable ASCII replaced by {@code ?}, cut to at most {@code max} characters. */
    public static String of(String text, int max) {
        String cut = text.length() > max ? text.substring(0, max) + "..." : text;
        return cut.replaceAll("[^ -~]", "?");
    }
}
