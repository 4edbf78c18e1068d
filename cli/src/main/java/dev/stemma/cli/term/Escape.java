package dev.stemma.cli.term;

/** Makes foreign text safe to print: control and invisible formatting characters become visible escapes. */
public final class Escape {
    private Escape() {}

    /** The text with C0, DEL, C1, line separators and bidi controls written as {@code \xNN} or {@code \\uNNNN}. */
    public static String printable(String text) {
        int first = firstUnsafe(text);
        if (first < 0) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!unsafe(c)) {
                safe.append(c);
            } else if (c < 0x100) {
                safe.append("\\x").append(String.format("%02x", (int) c));
            } else {
                safe.append("\\u").append(String.format("%04x", (int) c));
            }
        }
        return safe.toString();
    }

    /** Like {@link #printable}, cut to at most so many characters: an error of 10 MB is no error message. */
    public static String printable(String text, int atMost) {
        return text.length() <= atMost ? printable(text) : printable(text.substring(0, atMost)) + "...";
    }

    private static int firstUnsafe(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (unsafe(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean unsafe(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= 0x80 && Character.getType(c) == Character.FORMAT);
    }
}
