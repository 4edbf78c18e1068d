package dev.stemma.registry.inbound.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request, decoded once. Only paths that every reader understands alike are accepted: one that holds empty, {@code .} or
 * {@code ..} parts, path parameters, backslashes or broken escapes has no parts here and so fits no route.
 */
final class RequestPath {

    private static final int MAX_LENGTH = 4_096;

    private RequestPath() {}

    /** The decoded parts; empty when the path is not plain. */
    static Optional<List<String>> parts(String raw) {
        if (raw.length() < 2 || raw.length() > MAX_LENGTH || raw.charAt(0) != '/') {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : raw.substring(1).split("/", -1)) {
            Optional<String> decoded = decoded(part);
            if (decoded.isEmpty() || part.isEmpty() || isDots(decoded.get())) {
                return Optional.empty();
            }
            parts.add(decoded.get());
        }
        return Optional.of(parts);
    }

    private static boolean isDots(String part) {
        return part.equals(".") || part.equals("..");
    }

    private static Optional<String> decoded(String part) {
        ByteBuffer bytes = ByteBuffer.allocate(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                if (i + 2 >= part.length() || !isHex(part.charAt(i + 1)) || !isHex(part.charAt(i + 2))) {
                    return Optional.empty();
                }
                bytes.put((byte) HexFormat.fromHexDigits(part, i + 1, i + 3));
                i += 2;
            } else if (c <= ' ' || c > '~' || c == ';' || c == '\\') {
                return Optional.empty();
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isHex(char c) {
        return HexFormat.isHexDigit(c);
    }
}
