package dev.stemma.cli.transfer;

import dev.stemma.blob.Digest;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;

/** Small values of the wire, checked. */
public final class Wire {
    private Wire() {}

    /** A digest that a server wrote. */
    public static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException broken) {
            throw CliException.of(Exit.INTEGRITY, "DIGEST_INVALID", "the server names a digest that is none: " + text)
                    .from(broken);
        }
    }

    /** The failure for bytes that are not what their digest says. */
    static CliException mismatch(String what, Digest wanted, String found) {
        return CliException.of(Exit.INTEGRITY, "DIGEST_MISMATCH", what + " is not what its digest says")
                .cause("wanted " + wanted)
                .cause("found " + found)
                .help("nothing was installed; if it happens again, tell the registry's operator");
    }
}
