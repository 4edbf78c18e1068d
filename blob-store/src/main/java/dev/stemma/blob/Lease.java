package dev.stemma.blob;

import java.time.Instant;

/**
 * Keeps what an upload relies on from being collected until the upload ends.
 *
 * @param holder who holds it, such as the id of a push
 * @param until when it ends by itself, by the database's clock
 */
public record Lease(String holder, Instant until) {}
