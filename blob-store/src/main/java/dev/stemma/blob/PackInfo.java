package dev.stemma.blob;

/**
 * A stored pack.
 *
 * @param digest the pack's digest: SHA-256 of its footer table, which binds every frame
 * @param sizeBytes length of the pack object
 * @param chunks how many frames it holds
 */
public record PackInfo(Digest digest, long sizeBytes, int chunks) {}
