package dev.stemma.cli.config;

/**
 * A setting in force.
 *
 * @param key its name in a file; {@code STEMMA_} and upper case in the environment
 * @param value its value
 * @param origin where it comes from: {@code --server}, {@code STEMMA_SERVER}, {@code stemma.yaml:3}, {@code built-in}
 */
public record Setting(String key, String value, String origin) {}
