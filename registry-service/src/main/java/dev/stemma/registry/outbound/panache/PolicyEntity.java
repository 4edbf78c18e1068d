package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.promotion.StoredPolicy;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "policy")
class PolicyEntity {
    @Id
    String scope = "";

    @Column(length = Columns.TEXT)
    String policyText = "";

    long changeSequence;
    String updatedBy = "";
    Instant updatedAt = Instant.EPOCH;

    StoredPolicy policy() {
        return new StoredPolicy(policyText, changeSequence, updatedBy, updatedAt);
    }
}
