package dev.stemma.cli.ref;

import dev.stemma.cli.failure.CliException;
import java.util.regex.Pattern;

/**
 * {@code ns/name}: each part {@code [a-z0-9]+([._-][a-z0-9]+)*}, at most 64 characters.
 *
 * @param namespace the part before the slash
 * @param id the part behind it
 */
public record Name(String namespace, String id) {
    private static final Pattern PART = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");

    public Name {
        if (!valid(namespace) || !valid(id)) {
            throw invalid(namespace + "/" + id);
        }
    }

    /** Parses {@code ns/name}. */
    public static Name parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw invalid(text);
        }
        return new Name(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Whether a text can be a namespace, an id, or an alias. */
    public static boolean valid(String part) {
        return part.length() <= 64 && PART.matcher(part).matches();
    }

    private static CliException invalid(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        CliException failure = CliException.usage("'" + text + "' is not a name")
                .cause("a name is NS/NAME, each part of lower-case letters and digits, joined by single . _ or -");
        return lower.equals(text) ? failure : failure.help("did you mean '" + lower + "'?");
    }

    @Override
    public String toString() {
        return namespace + "/" + id;
    }
}
