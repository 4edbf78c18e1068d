package dev.stemma.cli.ref;

/** Which version of a name. {@code :} never moves, {@code @alias} moves, {@code @sha256:} is content. */
public sealed interface Selector {

    /** {@code :v3}. */
    record Version(int number) implements Selector {}

    /** {@code :2.1.0}. */
    record Label(String label) implements Selector {}

    /** {@code @production}, or {@code @production~1}: what it held before. */
    record Alias(String alias, int back) implements Selector {}

    /** {@code @sha256:…}, 12 to 64 digits. */
    record Content(String hex) implements Selector {}

    /** The computed alias that a bare name means. */
    static Selector latest() {
        return new Alias("latest", 0);
    }

    /** As the REST API's path wants it. */
    default String wire() {
        return switch (this) {
            case Version version -> "v" + version.number();
            case Label label -> label.label();
            case Alias alias -> "@" + alias.alias() + (alias.back() == 0 ? "" : "~" + alias.back());
            case Content content -> "sha256:" + content.hex();
        };
    }

    /** As a user types it behind a name. */
    default String typed() {
        return switch (this) {
            case Version version -> ":" + wire();
            case Label label -> ":" + wire();
            case Alias alias -> wire();
            case Content content -> "@" + wire();
        };
    }

    /** Whether it may mean another version tomorrow. */
    default boolean moves() {
        return this instanceof Alias;
    }
}
