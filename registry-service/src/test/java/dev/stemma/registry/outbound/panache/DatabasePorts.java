package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.GarbageIndex;
import dev.stemma.lineage.LineageStore;
import dev.stemma.registry.port.AuditLog;
import dev.stemma.registry.port.EncodingQueue;
import dev.stemma.registry.port.IdempotencyKeys;
import dev.stemma.registry.port.LineageDocuments;
import dev.stemma.registry.port.Names;
import dev.stemma.registry.port.NamespaceUse;
import dev.stemma.registry.port.Policies;
import dev.stemma.registry.port.Ports;
import dev.stemma.registry.port.Promotions;
import dev.stemma.registry.port.Refs;
import dev.stemma.registry.port.Reports;
import dev.stemma.registry.port.StorageUse;
import dev.stemma.registry.port.Tokens;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.Uploads;
import dev.stemma.registry.port.ValidationQueue;
import dev.stemma.registry.port.Versions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The ports as the running application has them. */
@Singleton
final class DatabasePorts implements Ports {

    private final PanacheTransactions transactions;
    private final PanacheNames names;
    private final PanacheVersions versions;
    private final PanacheRefs refs;
    private final PanacheUploads uploads;
    private final PanacheLineageDocuments lineageDocuments;
    private final PanacheValidationQueue validationQueue;
    private final PanacheEncodingQueue encodingQueue;
    private final PanacheReports reports;
    private final PanachePromotions promotions;
    private final PanachePolicies policies;
    private final PanacheAuditLog auditLog;
    private final PanacheTokens tokens;
    private final PanacheIdempotencyKeys idempotencyKeys;
    private final PanacheBlobIndex blobIndex;
    private final PanacheGarbage garbage;
    private final PanacheNamespaceUse namespaceUse;
    private final PanacheStorageUse storageUse;
    private final PanacheLineageStore lineage;

    @Inject
    DatabasePorts(
            PanacheTransactions transactions,
            PanacheNames names,
            PanacheVersions versions,
            PanacheRefs refs,
            PanacheUploads uploads,
            PanacheLineageDocuments lineageDocuments,
            PanacheValidationQueue validationQueue,
            PanacheEncodingQueue encodingQueue,
            PanacheReports reports,
            PanachePromotions promotions,
            PanachePolicies policies,
            PanacheAuditLog auditLog,
            PanacheTokens tokens,
            PanacheIdempotencyKeys idempotencyKeys,
            PanacheBlobIndex blobIndex,
            PanacheGarbage garbage,
            PanacheNamespaceUse namespaceUse,
            PanacheStorageUse storageUse,
            PanacheLineageStore lineage) {
        this.transactions = transactions;
        this.names = names;
        this.versions = versions;
        this.refs = refs;
        this.uploads = uploads;
        this.lineageDocuments = lineageDocuments;
        this.validationQueue = validationQueue;
        this.encodingQueue = encodingQueue;
        this.reports = reports;
        this.promotions = promotions;
        this.policies = policies;
        this.auditLog = auditLog;
        this.tokens = tokens;
        this.idempotencyKeys = idempotencyKeys;
        this.blobIndex = blobIndex;
        this.garbage = garbage;
        this.namespaceUse = namespaceUse;
        this.storageUse = storageUse;
        this.lineage = lineage;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public Names names() {
        return names;
    }

    @Override
    public Versions versions() {
        return versions;
    }

    @Override
    public Refs refs() {
        return refs;
    }

    @Override
    public Uploads uploads() {
        return uploads;
    }

    @Override
    public LineageDocuments lineageDocuments() {
        return lineageDocuments;
    }

    @Override
    public ValidationQueue validationQueue() {
        return validationQueue;
    }

    @Override
    public EncodingQueue encodingQueue() {
        return encodingQueue;
    }

    @Override
    public Reports reports() {
        return reports;
    }

    @Override
    public Promotions promotions() {
        return promotions;
    }

    @Override
    public Policies policies() {
        return policies;
    }

    @Override
    public AuditLog auditLog() {
        return auditLog;
    }

    @Override
    public Tokens tokens() {
        return tokens;
    }

    @Override
    public IdempotencyKeys idempotencyKeys() {
        return idempotencyKeys;
    }

    @Override
    public BlobIndex blobIndex() {
        return blobIndex;
    }

    @Override
    public GarbageIndex garbage() {
        return garbage;
    }

    @Override
    public NamespaceUse namespaceUse() {
        return namespaceUse;
    }

    @Override
    public StorageUse storageUse() {
        return storageUse;
    }

    @Override
    public LineageStore lineage() {
        return lineage;
    }
}
