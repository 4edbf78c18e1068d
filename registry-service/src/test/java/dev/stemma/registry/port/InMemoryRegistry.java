package dev.stemma.registry.port;

import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.lineage.InMemoryLineageStore;

/**
 * Memory fakes of all ports over one state, for tests of the flows. They pass the same contracts as the database; transactions roll
 * back all of it but the blob index and the lineage graph, which only ever grow.
 */
public final class InMemoryRegistry {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryNames names = new InMemoryNames(transactions);
    private final InMemoryVersions versions = new InMemoryVersions(transactions, names);
    private final InMemoryRefs refs = new InMemoryRefs(transactions, names);
    private final InMemoryUploads uploads = new InMemoryUploads(transactions);
    private final InMemoryLineageDocuments lineageDocuments = new InMemoryLineageDocuments(transactions);
    private final InMemoryValidationQueue validationQueue = new InMemoryValidationQueue(transactions);
    private final InMemoryReports reports = new InMemoryReports(transactions);
    private final InMemoryPromotions promotions = new InMemoryPromotions(transactions);
    private final InMemoryPolicies policies = new InMemoryPolicies(transactions);
    private final InMemoryAuditLog auditLog = new InMemoryAuditLog(transactions);
    private final InMemoryTokens tokens = new InMemoryTokens(transactions);
    private final InMemoryIdempotencyKeys idempotencyKeys = new InMemoryIdempotencyKeys(transactions);
    private final InMemoryBlobIndex blobIndex = new InMemoryBlobIndex();
    private final InMemoryLineageStore lineage = new InMemoryLineageStore();

    public InMemoryTransactions transactions() {
        return transactions;
    }

    public InMemoryNames names() {
        return names;
    }

    public InMemoryVersions versions() {
        return versions;
    }

    public InMemoryRefs refs() {
        return refs;
    }

    public InMemoryUploads uploads() {
        return uploads;
    }

    public InMemoryLineageDocuments lineageDocuments() {
        return lineageDocuments;
    }

    public InMemoryValidationQueue validationQueue() {
        return validationQueue;
    }

    public InMemoryReports reports() {
        return reports;
    }

    public InMemoryPromotions promotions() {
        return promotions;
    }

    public InMemoryPolicies policies() {
        return policies;
    }

    public InMemoryAuditLog auditLog() {
        return auditLog;
    }

    public InMemoryTokens tokens() {
        return tokens;
    }

    public InMemoryIdempotencyKeys idempotencyKeys() {
        return idempotencyKeys;
    }

    public InMemoryBlobIndex blobIndex() {
        return blobIndex;
    }

    public InMemoryLineageStore lineage() {
        return lineage;
    }
}
