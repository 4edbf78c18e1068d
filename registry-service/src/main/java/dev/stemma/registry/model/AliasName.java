package dev.stemma.registry.model;

/**
 * The name of an alias or stage, such as {@code candidate} or {@code production}. {@code latest} is computed and
 * {@code v3} is a version, so neither can be an alias.
 */
public record AliasName(String value) {

    /** The computed alias: the highest version that is not yanked. */
    public static final String LATEST = "latest";

    public AliasName {
        NameGrammar.checked("an alias", value);
        if (value.equals(LATEST) || value.equals("sha256") || value.matches("v[0-9]+")) {
            throw new InvalidInput(ErrorCode.NAME_INVALID, "'" + value + "' is reserved and can't be an alias");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
