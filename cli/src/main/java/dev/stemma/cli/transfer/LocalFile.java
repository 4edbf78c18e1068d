package dev.stemma.cli.transfer;

import java.nio.file.Path;

/**
 * A file to push.
 *
 * @param path where it will lie in the version
 * @param disk where it lies here
 * @param sizeBytes its length when it was found
 */
public record LocalFile(String path, Path disk, long sizeBytes) {}
