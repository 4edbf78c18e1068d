package dev.stemma.registry.outbound.panache;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.stemma.registry.model.AuditEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.TreeMap;

@Entity
@Table(name = "audit_entry")
class AuditEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    Instant recordedAt = Instant.EPOCH;
    String actor = "";
    String action = "";
    String namespace = "";
    String subject = "";

    @Column(length = Columns.TEXT)
    String detail = "";

    String requestId = "";

    static AuditEntity of(AuditEntry entry) {
        AuditEntity row = new AuditEntity();
        row.recordedAt = entry.at();
        row.actor = entry.actor();
        row.action = entry.action();
        row.namespace = entry.namespace();
        row.subject = entry.object();
        row.detail = Json.write(entry.detail());
        row.requestId = entry.requestId();
        return row;
    }

    AuditEntry entry() {
        return new AuditEntry(
                id,
                recordedAt,
                actor,
                action,
                namespace,
                subject,
                Json.read(detail, new TypeReference<TreeMap<String, String>>() {}),
                requestId);
    }
}
