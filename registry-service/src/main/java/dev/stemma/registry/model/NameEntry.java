package dev.stemma.registry.model;

import java.time.Instant;

/**
 * A name that exists.
 *
 * @param name the name
 * @param kind what it holds, for ever
 * @param description a line about it, maybe empty
 * @param versions how many versions it has
 * @param createdAt when it was created
 * @param updatedAt when its newest version, alias move or description came
 */
public record NameEntry(
        ModelName name, Kind kind, String description, int versions, Instant createdAt, Instant updatedAt) {}
