package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ModelName;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an alias holds now. The row stays after a removal, so that its sequence goes on. */
@Entity
@Table(name = "alias_entry")
class AliasEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    long nameId;
    String alias = "";

    @Nullable Integer versionNumber;

    long moveSequence;
    String updatedBy = "";
    Instant updatedAt = Instant.EPOCH;

    Optional<Alias> held(ModelName name) {
        return versionNumber == null
                ? Optional.empty()
                : Optional.of(new Alias(name, new AliasName(alias), versionNumber, moveSequence, updatedBy, updatedAt));
    }
}
