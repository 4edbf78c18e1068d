package dev.stemma.registry.outbound.panache;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version without what there are many of in it; {@link VersionParts} keeps those. */
@Entity
@Table(name = "published_version")
class VersionEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    long nameId;
    int number;
    String digest = "";
    String message = "";
    String createdBy = "";
    Instant createdAt = Instant.EPOCH;

    @Nullable String yankedBy;

    @Nullable Instant yankedAt;

    @Nullable String yankReason;

    @Nullable String removedBy;

    @Nullable Instant removedAt;

    @Nullable String removeReason;

    @Nullable String tree;

    @Nullable String recordedModel;

    @Nullable String recordedModelDigest;

    @Nullable String recordedInputs;

    @Nullable String recordedRuntime;

    @Nullable String modelInterface;
}
