package dev.stemma.cli.cache;

import dev.stemma.blob.Digest;

/**
 * A file that came from a registry or went there, so that the registry learns nothing by being told that it is here.
 *
 * @param digest its identity
 * @param name the name that it was part of, {@code ns/name}
 * @param path its path there
 */
public record Known(Digest digest, String name, String path) {}
