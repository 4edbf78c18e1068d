package dev.stemma.cli.http;

import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Paths below {@code /api/v1}, encoded. */
public final class Routes {
    private static final String UNRESERVED = "-._~@:";

    private Routes() {}

    /** {@code /models/ns/name}. */
    public static String name(Kind kind, Name name) {
        return "/" + kind.plural() + "/" + name.namespace() + "/" + name.id();
    }

    /** {@code /models/ns/name/versions/v3}. */
    public static String version(Reference reference) {
        return version(reference.kind(), reference.name(), reference.effective().wire());
    }

    /** {@code /models/ns/name/versions/v3}. */
    public static String version(Kind kind, Name name, String selector) {
        return name(kind, name) + "/versions/" + encode(selector);
    }

    /** {@code …/files/path}, every segment encoded. */
    public static String file(String version, String path) {
        return version + "/files/"
                + Arrays.stream(path.split("/", -1)).map(Routes::encode).collect(Collectors.joining("/"));
    }

    /** A segment or query value, percent-encoded. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
