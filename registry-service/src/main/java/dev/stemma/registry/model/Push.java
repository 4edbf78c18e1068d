package dev.stemma.registry.model;

import java.time.Instant;

/**
 * An upload under way. It makes nothing visible; its commit does.
 *
 * @param id unguessable
 * @param name where it will commit
 * @param kind what it will commit
 * @param user who opened it; no other may use it
 * @param expiresAt when it ends if it was not committed
 */
public record Push(String id, ModelName name, Kind kind, String user, Instant expiresAt) {}
