package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Push;
import java.time.Instant;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Uploads in memory. */
public final class InMemoryUploads implements Uploads {

    private final InMemoryTransactions transactions;
    private final NavigableMap<String, Push> pushes;
    private final NavigableMap<String, Instant> grants;

    public InMemoryUploads(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.pushes = transactions.table();
        this.grants = transactions.table();
    }

    private static String grant(ModelName name, Digest blob) {
        return name + " " + blob;
    }

    @Override
    public void open(Push push) {
        transactions.run(() -> {
            if (pushes.putIfAbsent(push.id(), push) != null) {
                throw new IllegalStateException("the push's id is not new");
            }
        });
    }

    @Override
    public Optional<Push> find(String id) {
        return transactions.inTransaction(() -> Optional.ofNullable(pushes.get(id)));
    }

    @Override
    public void close(String id) {
        transactions.run(() -> pushes.remove(id));
    }

    @Override
    public void grant(ModelName name, Digest blob, Instant now) {
        transactions.run(() -> grants.putIfAbsent(grant(name, blob), now));
    }

    @Override
    public Set<Digest> notGranted(ModelName name, Collection<Digest> blobs) {
        return transactions.inTransaction(() -> blobs.stream()
                .filter(blob -> !grants.containsKey(grant(name, blob)))
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public void removeExpired(Instant now) {
        transactions.run(() -> pushes.values().removeIf(push -> push.expiresAt().isBefore(now)));
    }
}
