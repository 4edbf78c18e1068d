package dev.stemma.registry.port;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.GarbageIndex;
import dev.stemma.lineage.LineageStore;

/** All ports of one backend, as the contracts see them. */
public interface Ports {

    Transactions transactions();

    Names names();

    Versions versions();

    Refs refs();

    Uploads uploads();

    LineageDocuments lineageDocuments();

    ValidationQueue validationQueue();

    EncodingQueue encodingQueue();

    Reports reports();

    Promotions promotions();

    Policies policies();

    AuditLog auditLog();

    Tokens tokens();

    IdempotencyKeys idempotencyKeys();

    BlobIndex blobIndex();

    GarbageIndex garbage();

    NamespaceUse namespaceUse();

    StorageUse storageUse();

    LineageStore lineage();
}
