package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Push;
import dev.stemma.registry.port.Uploads;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

@Singleton
final class PanacheUploads implements Uploads {

    private final PanacheTransactions transactions;
    private final PushRepository pushes;
    private final Jdbc jdbc;

    @Inject
    PanacheUploads(PanacheTransactions transactions, PushRepository pushes, Jdbc jdbc) {
        this.transactions = transactions;
        this.pushes = pushes;
        this.jdbc = jdbc;
    }

    @Override
    public void open(Push push) {
        transactions.run(() -> pushes.persist(PushEntity.of(push)));
    }

    @Override
    public Optional<Push> find(String id) {
        return transactions.read(() -> pushes.findByIdOptional(id).map(PushEntity::push));
    }

    @Override
    public void close(String id) {
        transactions.run(() -> pushes.deleteById(id));
    }

    @Override
    public void grant(ModelName name, Digest blob, Instant now) {
        transactions.run(() -> jdbc.insertIfAbsent(
                "upload_grant", "namespace, name, digest, granted_at", name.namespace(), name.name(), blob.hex(), now));
    }

    @Override
    public Set<Digest> notGranted(ModelName name, Collection<Digest> blobs) {
        return transactions.read(() -> {
            Set<Digest> missing = new HashSet<>(blobs);
            Blocks.of(
                            missing,
                            Digest::hex,
                            block -> jdbc.query(
                                    "select digest from upload_grant where namespace = ? and name = ? and digest = any(?)",
                                    row -> new Digest(row.getString(1)),
                                    name.namespace(),
                                    name.name(),
                                    block))
                    .forEach(missing::remove);
            return Set.copyOf(missing);
        });
    }

    @Override
    public void removeExpired(Instant now) {
        transactions.run(() -> pushes.delete("expiresAt < ?1", now));
    }
}
