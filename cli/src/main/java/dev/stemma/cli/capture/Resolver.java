package dev.stemma.cli.capture;

import dev.stemma.blob.Digest;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;

/** Asks the registry which version a reference means now. */
@FunctionalInterface
public interface Resolver {
    /** The version; fails when there is none. */
    Resolved resolve(String reference, Kind kind);

    /**
     * A version, pinned.
     *
     * @param kind what it holds
     * @param name its name
     * @param version its number, {@code v3}
     * @param digest its identity
     */
    record Resolved(Kind kind, Name name, String version, Digest digest) {
        /** As a user types it. */
        public String shown() {
            return kind.prefix() + name + ":" + version;
        }
    }
}
