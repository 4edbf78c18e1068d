package dev.stemma.registry.model;

import java.util.regex.Pattern;

/** The one grammar of namespaces, names and aliases: {@code [a-z0-9]+([._-][a-z0-9]+)*}, at most 64 characters. */
final class NameGrammar {

    private static final Pattern PART = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    private static final int MAX_LENGTH = 64;

    private NameGrammar() {}

    static String checked(String what, String value) {
        if (value.length() > MAX_LENGTH || !PART.matcher(value).matches()) {
            throw new InvalidInput(
                    ErrorCode.NAME_INVALID,
                    what + " must be lower-case letters and digits, with single '.', '_' or '-' between them,"
                            + " at most " + MAX_LENGTH + " characters");
        }
        return value;
    }
}
