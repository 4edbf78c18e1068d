package dev.stemma.registry.outbound.panache;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.Promotion;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "promotion")
class PromotionEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    long nameId;
    long number;
    String stage = "";

    @Nullable Integer fromVersion;

    int toVersion;
    String toDigest = "";

    @Enumerated(EnumType.STRING)
    Promotion.State state = Promotion.State.REFUSED;

    boolean rollback;
    String reason = "";
    String requestedBy = "";
    Instant requestedAt = Instant.EPOCH;
    String policySource = "";
    String policyDigest = "";

    @Column(length = Columns.TEXT)
    String gates = "";

    static PromotionEntity of(long nameId, long number, Promotion promotion) {
        PromotionEntity row = new PromotionEntity();
        row.nameId = nameId;
        row.number = number;
        row.stage = promotion.stage().value();
        row.fromVersion = Numbers.nullable(promotion.from());
        row.toVersion = promotion.to();
        row.toDigest = promotion.toDigest().hex();
        row.state = promotion.state();
        row.rollback = promotion.rollback();
        row.reason = promotion.reason();
        row.requestedBy = promotion.requestedBy();
        row.requestedAt = promotion.requestedAt();
        row.policySource = promotion.policySource();
        row.policyDigest = promotion.policyDigest().hex();
        row.gates = Json.write(promotion.gates());
        return row;
    }

    Promotion promotion(ModelName name) {
        return new Promotion(
                number,
                name,
                new AliasName(stage),
                Numbers.optional(fromVersion),
                toVersion,
                new Digest(toDigest),
                state,
                rollback,
                reason,
                requestedBy,
                requestedAt,
                policySource,
                new Digest(policyDigest),
                Json.read(gates, new TypeReference<List<GateResult>>() {}));
    }
}
