package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;

/**
 * The name that a path is about.
 *
 * @param kind what it is addressed as
 * @param name which
 */
record Target(Kind kind, ModelName name) {

    static final String PATH = "{kind: models|datasets|suites}/{ns}/{name}";

    /** From the parts of a path. */
    static Target of(String kind, String namespace, String name) {
        return new Target(kind(kind), new ModelName(namespace, name));
    }

    static Kind kind(String plural) {
        return Kind.ofPlural(plural)
                .orElseThrow(() -> new NotFound(ErrorCode.NOT_FOUND, "there is nothing called " + plural));
    }

    /** A digest in a path: with {@code sha256:} in front, or only its hex digits. */
    static Digest digest(String text) {
        try {
            return text.startsWith("sha256:") ? Digest.parse(text) : Digest.ofHex(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(
                    ErrorCode.DIGEST_INVALID, "a digest is 'sha256:' and 64 lower-case hexadecimal digits");
        }
    }
}
