package dev.stemma.registry.model;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * The path of a file inside a version: relative, {@code /}-separated, NFC, at most 512 bytes of UTF-8. It can be created under any
 * folder of any system without leaving it: no empty, {@code .} or {@code ..} part, no control character, backslash or colon.
 */
public record FilePath(String value) implements Comparable<FilePath> {

    private static final int MAX_BYTES = 512;

    public FilePath {
        if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw invalid(value, "is empty or longer than " + MAX_BYTES + " bytes");
        }
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
            throw invalid(value, "is not in Unicode NFC");
        }
        if (value.codePoints().anyMatch(FilePath::forbidden)) {
            throw invalid(value, "has a backslash, a colon, a control or an invisible character");
        }
        for (String part : value.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw invalid(value, "has an empty, '.' or '..' part");
            }
        }
    }

    private static boolean forbidden(int c) {
        int type = Character.getType(c);
        return c == '\\'
                || c == ':'
                || type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED;
    }

    private static InvalidInput invalid(String value, String why) {
        return new InvalidInput(ErrorCode.MANIFEST_INVALID, "the path '" + Printable.of(value, 80) + "' " + why);
    }

    /** In the order of the UTF-8 bytes, which is the order of files in a manifest. */
    @Override
    public int compareTo(FilePath other) {
        return java.util.Arrays.compareUnsigned(
                value.getBytes(StandardCharsets.UTF_8), other.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return value;
    }
}
