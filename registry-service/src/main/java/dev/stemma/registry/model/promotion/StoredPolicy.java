package dev.stemma.registry.model.promotion;

import java.time.Instant;

/**
 * A policy as someone wrote it.
 *
 * @param text the YAML
 * @param sequence grows with every change; its ETag
 * @param updatedBy who wrote it
 * @param updatedAt when
 */
public record StoredPolicy(String text, long sequence, String updatedBy, Instant updatedAt) {}
