package dev.stemma.registry.port;

/** Every contract of a port; a backend's test implements this one. */
public interface AllPortsContract
        extends NamesContract,
                VersionsContract,
                RefsContract,
                UploadsContract,
                DocumentsContract,
                ValidationQueueContract,
                EncodingQueueContract,
                StorageUseContract,
                PromotionsContract,
                PoliciesContract,
                AuditLogContract,
                TokensContract,
                IdempotencyKeysContract,
                TransactionsContract {}
