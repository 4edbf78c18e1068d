package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NameEntry;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "name_entry")
class NameEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    String namespace = "";
    String name = "";

    @Enumerated(EnumType.STRING)
    Kind kind = Kind.MODEL;

    String description = "";
    int versions;
    long promotions;
    Instant createdAt = Instant.EPOCH;
    Instant updatedAt = Instant.EPOCH;

    /** Notes a change; clocks of several servers differ, so the time never goes back. */
    void touch(Instant now) {
        if (updatedAt.isBefore(now)) {
            updatedAt = now;
        }
    }

    ModelName modelName() {
        return new ModelName(namespace, name);
    }

    NameEntry entry() {
        return new NameEntry(modelName(), kind, description, versions, createdAt, updatedAt);
    }
}
