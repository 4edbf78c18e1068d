package dev.stemma.registry.model;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that someone did.
 *
 * @param sequence order of recording; 0 before it is stored
 * @param at when
 * @param actor who
 * @param action what, such as {@code version.pushed}
 * @param namespace the namespace it happened in
 * @param object what it was done to
 * @param detail further facts, none of them secret
 * @param requestId the HTTP request it came with
 */
public record AuditEntry(
        long sequence,
        Instant at,
        String actor,
        String action,
        String namespace,
        String object,
        SortedMap<String, String> detail,
        String requestId) {

    public AuditEntry {
        detail = new TreeMap<>(detail);
    }
}
