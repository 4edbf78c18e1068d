package dev.stemma.cli.ref;

import java.util.Locale;
import java.util.Optional;

/** What a name holds. */
public enum Kind {
    /** A model: the default. */
    MODEL,
    /** A data set. */
    DATASET,
    /** Reference inputs and expected outputs. */
    SUITE;

    /** {@code model}, {@code dataset}, {@code suite}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The part of a REST path: {@code models}, {@code datasets}, {@code suites}. */
    public String plural() {
        return word() + "s";
    }

    /** The prefix of a short reference: empty for models. */
    public String prefix() {
        return this == MODEL ? "" : word() + ":";
    }

    /** The kind for its word. */
    public static Optional<Kind> ofWord(String word) {
        for (Kind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The kind for its plural. */
    public static Optional<Kind> ofPlural(String plural) {
        return plural.endsWith("s") ? ofWord(plural.substring(0, plural.length() - 1)) : Optional.empty();
    }
}
