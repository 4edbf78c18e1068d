package dev.stemma.registry.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a name holds. All three kinds are versioned alike. */
public enum Kind {
    MODEL,
    DATASET,
    SUITE;

    /** The word used in manifests and references: {@code model}, {@code dataset}, {@code suite}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word used in URLs: {@code models}, {@code datasets}, {@code suites}. */
    public String plural() {
        return word() + "s";
    }

    /** The kind named by {@link #word()}, if any. */
    public static Optional<Kind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** The kind named by {@link #plural()}, if any. */
    public static Optional<Kind> ofPlural(String plural) {
        return Arrays.stream(values())
                .filter(kind -> kind.plural().equals(plural))
                .findFirst();
    }
}
