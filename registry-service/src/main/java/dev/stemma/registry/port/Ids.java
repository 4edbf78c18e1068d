package dev.stemma.registry.port;

/** Source of new ids. */
public interface Ids {

    /**
     * A new id that sorts by time and can't be guessed.
     *
     * @param prefix such as {@code val_}
     * @return the prefix and 26 characters of Crockford base 32 (a ULID)
     */
    String next(String prefix);

    /** Random characters out of {@code [0-9A-Za-z]}, fit for a secret. */
    String secret(int length);
}
