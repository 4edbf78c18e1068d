package dev.stemma.registry.model.access;

/** What a token may do in a namespace. Each role may do all that the ones before it may. */
public enum Role {
    READER,
    WRITER,
    PROMOTER,
    ADMIN;

    /** Whether this role may do what asks for {@code least}. */
    public boolean includes(Role least) {
        return compareTo(least) >= 0;
    }

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
