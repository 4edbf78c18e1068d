package dev.stemma.registry.model;

/**
 * A published version: {@code ns/name:v3}.
 *
 * @param name the name it belongs to
 * @param number 1, 2, 3, … assigned by the server, never reused
 */
public record VersionId(ModelName name, int number) {

    public VersionId {
        if (number < 1) {
            throw new IllegalArgumentException("version numbers start at 1, not " + number);
        }
    }

    /** The number as people write it: {@code v3}. */
    public String tag() {
        return "v" + number;
    }

    @Override
    public String toString() {
        return name + ":" + tag();
    }
}
