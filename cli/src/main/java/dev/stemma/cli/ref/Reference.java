package dev.stemma.cli.ref;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A name, and which version of it.
 *
 * @param kind what the name is expected to hold
 * @param name the name
 * @param selector which version; null when none was typed
 * @param path a file inside the version, or null
 * @param server the origin of a pasted web address, or null
 */
public record Reference(
        Kind kind,
        Name name,
        @Nullable Selector selector,
        @Nullable String path,
        @Nullable String server) {

    /** A reference without file or server. */
    public static Reference to(Kind kind, Name name, @Nullable Selector selector) {
        return new Reference(kind, name, selector, null, null);
    }

    /** The selector, {@code @latest} when none was typed. */
    public Selector effective() {
        return selector == null ? Selector.latest() : selector;
    }

    /** The file inside the version, if one was named. */
    public Optional<String> file() {
        return Optional.ofNullable(path);
    }

    /** Whether it may mean another version tomorrow. */
    public boolean moves() {
        return effective().moves();
    }

    /** As a user types it, the kind in front where it is not a model. */
    @Override
    public String toString() {
        return kind.prefix() + name + (selector == null ? "" : selector.typed()) + (path == null ? "" : "/" + path);
    }
}
