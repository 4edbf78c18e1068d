package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.registry.port.LineageDocuments;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;

@Singleton
final class PanacheLineageDocuments implements LineageDocuments {

    private final PanacheTransactions transactions;
    private final DocumentTable documents;

    @Inject
    PanacheLineageDocuments(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.documents = new DocumentTable(jdbc, "lineage_document");
    }

    @Override
    public void put(Digest digest, String json) {
        transactions.run(() -> documents.put(digest, json));
    }

    @Override
    public Map<Digest, String> find(Collection<Digest> digests) {
        return transactions.read(() -> Map.copyOf(documents.find(digests)));
    }
}
