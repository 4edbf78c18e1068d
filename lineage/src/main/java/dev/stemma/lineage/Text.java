package dev.stemma.lineage;

/** Text that came from outside and is to be shown on one line. */
final class Text {

    private Text() {}

    /** Control characters, invisible ones (which can reorder a line) and broken surrogates. */
    static boolean unprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The text on one line: what is unprintable becomes a blank, and what is longer than {@code max} characters is cut. */
    static String line(String text, int max) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (line.length() + Character.charCount(c) > max) {
                break;
            }
            line.appendCodePoint(unprintable(c) ? ' ' : c);
            i += Character.charCount(c);
        }
        return line.toString();
    }
}
