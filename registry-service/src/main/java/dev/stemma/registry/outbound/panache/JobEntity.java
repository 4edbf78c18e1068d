package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.validation.Verdict;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job; the numeric id is its place in the queue. {@link JobMapping} knows which columns belong to which task and outcome. */
@Entity
@Table(name = "job")
class JobEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    String jobId = "";

    @Enumerated(EnumType.STRING)
    TaskKind task = TaskKind.VALIDATION;

    String ownerName = "";
    String modelName = "";
    int modelNumber;
    String modelDigest = "";

    @Nullable String suiteName;

    @Nullable Integer suiteNumber;

    @Nullable String suiteDigest;

    @Enumerated(EnumType.STRING)
    Job.State state = Job.State.QUEUED;

    String requestedBy = "";
    Instant createdAt = Instant.EPOCH;
    int attempts;

    @Nullable String worker;

    @Nullable Instant leaseUntil;

    @Nullable Instant finishedAt;

    @Enumerated(EnumType.STRING)
    @Nullable OutcomeKind outcome;

    @Enumerated(EnumType.STRING)
    @Nullable Verdict verdict;

    @Nullable Integer passed;

    @Nullable Integer total;

    @Nullable String report;

    @Nullable String isolation;

    @Nullable String recordedName;

    @Nullable Integer recordedNumber;

    @Nullable String brokenCode;

    @Nullable String brokenSentence;

    enum TaskKind {
        VALIDATION,
        RECORDING
    }

    enum OutcomeKind {
        REPORTED,
        RECORDED,
        BROKEN
    }
}
