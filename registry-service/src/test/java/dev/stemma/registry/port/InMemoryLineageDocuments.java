package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;

/** Lineage documents in memory. */
public final class InMemoryLineageDocuments implements LineageDocuments {

    private final InMemoryTransactions transactions;
    private final NavigableMap<Digest, String> documents;

    public InMemoryLineageDocuments(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.documents = transactions.table();
    }

    @Override
    public void put(Digest digest, String json) {
        transactions.run(() -> documents.putIfAbsent(digest, json));
    }

    @Override
    public Map<Digest, String> find(Collection<Digest> digests) {
        return transactions.inTransaction(() -> {
            Map<Digest, String> found = new HashMap<>(documents);
            found.keySet().retainAll(java.util.Set.copyOf(digests));
            return Map.copyOf(found);
        });
    }
}
