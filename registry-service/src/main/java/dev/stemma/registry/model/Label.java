package dev.stemma.registry.model;

import java.util.regex.Pattern;

/** An immutable name that a person gives to one version, such as {@code 2.1.0}. It never moves and never looks like {@code v3}. */
public record Label(String value) {

    private static final Pattern GRAMMAR = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+-]{0,63}");

    public Label {
        if (!GRAMMAR.matcher(value).matches() || value.matches("v[0-9]+")) {
            throw new InvalidInput(
                    ErrorCode.NAME_INVALID,
                    "a label is 1 to 64 letters, digits, '.', '+' or '-', starts with a letter or digit, and is not v<number>");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
