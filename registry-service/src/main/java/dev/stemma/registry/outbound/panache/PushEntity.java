package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Push;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "upload_push")
class PushEntity {
    @Id
    String id = "";

    String namespace = "";
    String name = "";

    @Enumerated(EnumType.STRING)
    Kind kind = Kind.MODEL;

    String openedBy = "";
    Instant expiresAt = Instant.EPOCH;

    Push push() {
        return new Push(id, new ModelName(namespace, name), kind, openedBy, expiresAt);
    }

    static PushEntity of(Push push) {
        PushEntity row = new PushEntity();
        row.id = push.id();
        row.namespace = push.name().namespace();
        row.name = push.name().name();
        row.kind = push.kind();
        row.openedBy = push.user();
        row.expiresAt = push.expiresAt();
        return row;
    }
}
