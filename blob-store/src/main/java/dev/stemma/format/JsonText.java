package dev.stemma.format;

import java.io.IOException;

/** Strings of JSON (RFC 8259, section 7), decoded one character at a time: strict UTF-8, no half surrogate pairs. */
final class JsonText {
    private final WireReader in;
    private final long end;

    JsonText(WireReader in, long end) {
        this.in = in;
        this.end = end;
    }

    /** Reads what follows an opening quote, up to and with the closing one. */
    String read(int maxChars) throws IOException, FormatException {
        StringBuilder text = new StringBuilder();
        for (int c = character(); c >= 0; c = character()) {
            text.appendCodePoint(c);
            if (text.length() > maxChars) {
                throw FormatException.limit("A string has more than " + maxChars + " characters");
            }
        }
        return text.toString();
    }

    /** Checks what follows an opening quote without keeping it, however long it is. */
    void skip() throws IOException, FormatException {
        int c;
        do {
            c = character();
        } while (c >= 0);
    }

    /** The next character, -1 at the closing quote. */
    private int character() throws IOException, FormatException {
        int b = next();
        if (b == '"') {
            return -1;
        } else if (b == '\\') {
            return escape();
        } else if (b < ' ') {
            throw malformed();
        }
        return b < 0x80 ? b : multibyte(b);
    }

    /** Unicode 15, table 3-7: shortest forms alone, no surrogates, nothing above U+10FFFF. */
    private int multibyte(int lead) throws IOException, FormatException {
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        int least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
        if (lead < 0xc2 || lead > 0xf4) {
            throw malformed();
        }
        int c = lead & (0x3f >> more);
        for (int i = 0; i < more; i++) {
            int b = next();
            if ((b & 0xc0) != 0x80) {
                throw malformed();
            }
            c = c << 6 | (b & 0x3f);
        }
        if (c < least || c > Character.MAX_CODE_POINT || isSurrogate(c)) {
            throw malformed();
        }
        return c;
    }

    private int escape() throws IOException, FormatException {
        int b = next();
        return switch (b) {
            case '"', '\\', '/' -> b;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed();
        };
    }

    private int unicode() throws IOException, FormatException {
        int c = hex();
        if (!isSurrogate(c)) {
            return c;
        }
        if (!Character.isHighSurrogate((char) c) || next() != '\\' || next() != 'u') {
            throw malformed();
        }
        int low = hex();
        if (!Character.isLowSurrogate((char) low)) {
            throw malformed();
        }
        return Character.toCodePoint((char) c, (char) low);
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private int hex() throws IOException, FormatException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int b = next();
            int digit = b < 0x80 ? Character.digit(b, 16) : -1;
            if (digit < 0) {
                throw malformed();
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private int next() throws IOException, FormatException {
        if (in.position() >= end) {
            throw FormatException.malformed("A string is cut off");
        }
        return in.next() & 0xff;
    }

    private FormatException malformed() {
        return FormatException.malformed("A string is no JSON string at byte " + in.position());
    }
}
