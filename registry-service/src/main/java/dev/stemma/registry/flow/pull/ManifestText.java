package dev.stemma.registry.flow.pull;

import dev.stemma.blob.Digest;

/**
 * A manifest as it was sent.
 *
 * @param digest sha256 of its bytes
 * @param text the exact text; its UTF-8 bytes are what the digest is over
 */
public record ManifestText(Digest digest, String text) {}
