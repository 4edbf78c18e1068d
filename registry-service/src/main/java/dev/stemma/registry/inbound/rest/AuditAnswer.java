package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.AuditEntry;
import java.time.Instant;
import java.util.SortedMap;

/** Something that someone did ({@code audit.json}). */
record AuditAnswer(
        long sequence,
        Instant at,
        String actor,
        String action,
        String object,
        SortedMap<String, String> detail,
        String requestId) {

    static AuditAnswer of(AuditEntry entry) {
        return new AuditAnswer(
                entry.sequence(),
                entry.at(),
                entry.actor(),
                entry.action(),
                entry.object(),
                entry.detail(),
                entry.requestId());
    }
}
