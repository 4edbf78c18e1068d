package dev.stemma.registry.model.validation;

import java.util.Locale;

/** What a validation found. */
public enum Verdict {
    /** Every case met its tolerances. */
    PASSED,
    /** At least one case did not. */
    FAILED,
    /** The model could not be run to its end. */
    ERROR,
    /** There was no suite; the model loads and runs. Never counts as passed. */
    SMOKE;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
