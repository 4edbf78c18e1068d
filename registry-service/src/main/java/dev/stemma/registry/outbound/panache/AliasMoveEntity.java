package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.AliasMove;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ModelName;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "alias_move")
class AliasMoveEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    long nameId;
    String alias = "";
    long moveSequence;

    @Nullable Integer fromVersion;

    @Nullable Integer toVersion;

    String movedBy = "";
    Instant movedAt = Instant.EPOCH;
    String reason = "";

    @Nullable Long promotion;

    AliasMove move(ModelName name) {
        return new AliasMove(
                name,
                new AliasName(alias),
                moveSequence,
                Numbers.optional(fromVersion),
                Numbers.optional(toVersion),
                movedBy,
                movedAt,
                reason,
                Numbers.optional(promotion));
    }
}
