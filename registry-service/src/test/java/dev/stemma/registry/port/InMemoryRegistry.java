package dev.stemma.registry.port;

import dev.stemma.blob.GarbageIndex;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.lineage.InMemoryLineageStore;
import java.time.Clock;
import java.util.stream.Collectors;

/**
 * Memory fakes of all ports over one state, for tests of the flows. They pass the same contracts as the database; transactions roll
 * back all of it but the blob index and the lineage graph, which only ever grow.
 */
public final class InMemoryRegistry implements Ports {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryNames names = new InMemoryNames(transactions);
    private final InMemoryVersions versions = new InMemoryVersions(transactions, names);
    private final InMemoryRefs refs = new InMemoryRefs(transactions, names);
    private final InMemoryUploads uploads = new InMemoryUploads(transactions);
    private final InMemoryLineageDocuments lineageDocuments = new InMemoryLineageDocuments(transactions);
    private final InMemoryValidationQueue validationQueue = new InMemoryValidationQueue(transactions);
    private final InMemoryEncodingQueue encodingQueue = new InMemoryEncodingQueue(transactions);
    private final InMemoryReports reports = new InMemoryReports(transactions);
    private final InMemoryPromotions promotions = new InMemoryPromotions(transactions, names);
    private final InMemoryPolicies policies = new InMemoryPolicies(transactions);
    private final InMemoryAuditLog auditLog = new InMemoryAuditLog(transactions);
    private final InMemoryTokens tokens = new InMemoryTokens(transactions);
    private final InMemoryIdempotencyKeys idempotencyKeys = new InMemoryIdempotencyKeys(transactions);
    private final InMemoryBlobIndex blobIndex = new InMemoryBlobIndex(
            () -> versions.all().stream()
                    .filter(version -> version.removed().isEmpty())
                    .flatMap(version -> version.manifest().requiredBlobs())
                    .collect(Collectors.toSet()),
            Clock.systemUTC());
    private final InMemoryNamespaceUse namespaceUse = new InMemoryNamespaceUse(transactions, versions::all);
    private final InMemoryStorageUse storageUse = new InMemoryStorageUse(versions::all, blobIndex);
    private final InMemoryLineageStore lineage = new InMemoryLineageStore();

    @Override
    public InMemoryTransactions transactions() {
        return transactions;
    }

    @Override
    public InMemoryNames names() {
        return names;
    }

    @Override
    public InMemoryVersions versions() {
        return versions;
    }

    @Override
    public InMemoryRefs refs() {
        return refs;
    }

    @Override
    public InMemoryUploads uploads() {
        return uploads;
    }

    @Override
    public InMemoryLineageDocuments lineageDocuments() {
        return lineageDocuments;
    }

    @Override
    public InMemoryValidationQueue validationQueue() {
        return validationQueue;
    }

    @Override
    public InMemoryEncodingQueue encodingQueue() {
        return encodingQueue;
    }

    @Override
    public InMemoryReports reports() {
        return reports;
    }

    @Override
    public InMemoryPromotions promotions() {
        return promotions;
    }

    @Override
    public InMemoryPolicies policies() {
        return policies;
    }

    @Override
    public InMemoryAuditLog auditLog() {
        return auditLog;
    }

    @Override
    public InMemoryTokens tokens() {
        return tokens;
    }

    @Override
    public InMemoryIdempotencyKeys idempotencyKeys() {
        return idempotencyKeys;
    }

    @Override
    public InMemoryBlobIndex blobIndex() {
        return blobIndex;
    }

    @Override
    public GarbageIndex garbage() {
        return blobIndex;
    }

    @Override
    public InMemoryNamespaceUse namespaceUse() {
        return namespaceUse;
    }

    @Override
    public StorageUse storageUse() {
        return storageUse;
    }

    @Override
    public InMemoryLineageStore lineage() {
        return lineage;
    }
}
