package dev.stemma.registry.model;

import java.time.Instant;

/**
 * What an alias holds now.
 *
 * @param name the name it belongs to
 * @param alias its own name
 * @param version the number of the version it holds
 * @param sequence of its last move; grows with every change and is its ETag
 * @param updatedBy who moved it last
 * @param updatedAt when
 */
public record Alias(ModelName name, AliasName alias, int version, long sequence, String updatedBy, Instant updatedAt) {}
