package dev.stemma.format;

import java.io.IOException;

/**
 * Reads the JSON (RFC 8259) of a header as it stands in a file, without building a tree: the caller says what it
 * expects next, so that nothing nests deeper than what it knows.
 */
final class JsonReader {
    /** Those of the largest long. */
    private static final int MAX_DIGITS = 19;

    private final WireReader in;
    private final long end;
    private final JsonText text;

    /** Reads from the position of {@code in} up to {@code end}. */
    JsonReader(WireReader in, long end) {
        this.in = in;
        this.end = end;
        this.text = new JsonText(in, end);
    }

    /** Expects a character, after white space. */
    void expect(char c) throws IOException, FormatException {
        if (!accept(c)) {
            throw malformed();
        }
    }

    /** Moves over white space, and over the character if it comes next. */
    boolean accept(char c) throws IOException, FormatException {
        if (peek() != c) {
            return false;
        }
        in.position(in.position() + 1);
        return true;
    }

    /** Whether a list that has just begun, or of which an item was just read, has one more item. */
    boolean more(boolean first, char close) throws IOException, FormatException {
        if (accept(close)) {
            return false;
        }
        if (!first) {
            expect(',');
        }
        return true;
    }

    String string(int maxChars) throws IOException, FormatException {
        expect('"');
        return text.read(maxChars);
    }

    void skipString() throws IOException, FormatException {
        expect('"');
        text.skip();
    }

    /** A number that counts something: whole, not negative, without fraction or exponent. */
    long count() throws IOException, FormatException {
        String digits = digits();
        if (digits.isEmpty() || digits.length() > MAX_DIGITS || (digits.length() > 1 && digits.charAt(0) == '0')) {
            throw malformed();
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    /** The end of the text, after white space. */
    void expectEnd() throws IOException, FormatException {
        if (peek() >= 0) {
            throw malformed();
        }
    }

    private String digits() throws IOException {
        peek();
        StringBuilder digits = new StringBuilder();
        for (int c = peekRaw(); c >= '0' && c <= '9' && digits.length() <= MAX_DIGITS; c = peekRaw()) {
            digits.append((char) c);
            in.position(in.position() + 1);
        }
        return digits.toString();
    }

    /** What comes after white space, -1 at the end. */
    private int peek() throws IOException {
        int c = peekRaw();
        while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            in.position(in.position() + 1);
            c = peekRaw();
        }
        return c;
    }

    private int peekRaw() throws IOException {
        if (in.position() >= end) {
            return -1;
        }
        int c = in.next() & 0xff;
        in.position(in.position() - 1);
        return c;
    }

    private FormatException malformed() {
        return FormatException.malformed("The header is not the JSON that it should be at byte " + in.position());
    }
}
