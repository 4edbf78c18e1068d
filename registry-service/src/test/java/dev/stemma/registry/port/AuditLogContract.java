package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What {@link AuditLog} promises. */
public interface AuditLogContract extends PortsContract {

    private static AuditEntry entry(long sequence, String namespace, String action) {
        return new AuditEntry(
                sequence,
                NOON,
                "ada",
                action,
                namespace,
                "acme/minilm",
                new TreeMap<>(Map.of("stage", "production", "why", "\"ü\"\n")),
                "01JDA7K2M3N4P5Q6R7S8T9V0W1");
    }

    @Test
    default void entriesOfANamespaceAreListedNewestFirst() {
        String ns = fresh();
        for (int i = 1; i <= 3; i++) {
            ports().auditLog().append(entry(0, ns, "version.pushed" + i));
            ports().auditLog().append(entry(0, fresh(), "elsewhere"));
        }
        Page<AuditEntry> page = ports().auditLog().list(Optional.of(ns), new PageRequest(2, Optional.empty()));
        AuditEntry newest = page.items().getFirst();
        assertEquals(entry(newest.sequence(), ns, "version.pushed3"), newest);
        assertTrue(newest.sequence() > page.items().get(1).sequence());
        page = ports().auditLog().list(Optional.of(ns), new PageRequest(2, page.next()));
        assertEquals(
                List.of("version.pushed1"),
                page.items().stream().map(AuditEntry::action).toList());
        assertEquals(Optional.empty(), page.next());
    }

    @Test
    default void withoutANamespaceAllAreListed() {
        String one = fresh();
        String two = fresh();
        ports().auditLog().append(entry(0, one, "a"));
        ports().auditLog().append(entry(0, two, "b"));
        List<String> newest =
                ports().auditLog().list(Optional.empty(), new PageRequest(2, Optional.empty())).items().stream()
                        .map(AuditEntry::namespace)
                        .toList();
        assertEquals(List.of(two, one), newest);
        Samples.assertRefused(
                ErrorCode.REQUEST_INVALID,
                () -> ports().auditLog().list(Optional.empty(), new PageRequest(2, Optional.of("x"))));
    }
}
