package dev.stemma.format;

import java.util.regex.Pattern;

/** What a TensorProto says about data in another file: ONNX's keys location, offset and length. */
final class ExternalData {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,19}");
    private static final long UNSET = -1;
    private static final long UNSOUND = -2;

    private String location = "";
    private long offset = UNSET;
    private long length = UNSET;

    void key(String key, String value) {
        switch (key) {
            case "location" -> location = value;
            case "offset" -> offset = offset == UNSET ? number(value) : UNSOUND;
            case "length" -> length = length == UNSET ? number(value) : UNSOUND;
            default -> {}
        }
    }

    private static long number(String value) {
        if (!DIGITS.matcher(value).matches()) {
            return UNSOUND;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            return UNSOUND;
        }
    }

    /** Checks the numbers against the size that shape and type ask for. */
    void check(long size) throws FormatException {
        if (location.isEmpty()) {
            throw FormatException.tensor("A tensor's data lie in another file, which has no name");
        } else if (offset == UNSOUND || length == UNSOUND) {
            throw FormatException.tensor("A tensor's place in another file is no number, or given twice");
        } else if (length != UNSET && length != size) {
            throw FormatException.tensor("A tensor's data in another file have another size than its shape asks for");
        }
    }

    String location() {
        return location;
    }

    long offset() {
        return Math.max(0, offset);
    }
}
