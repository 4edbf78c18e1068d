package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.port.IdempotencyKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

@Singleton
final class PanacheIdempotencyKeys implements IdempotencyKeys {

    private static final Duration ABANDONED = Duration.ofMinutes(10);
    private static final String KEY = " where user_name = ? and idempotency_key = ?";

    private record Row(String requestHash, Instant claimedAt, Optional<Answer> answer) {}

    private final PanacheTransactions transactions;
    private final Jdbc jdbc;

    @Inject
    PanacheIdempotencyKeys(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public Claim claim(String user, String key, String requestHash, Instant now) {
        return transactions.write(() -> {
            // Twice at most: the row may be released between the failed insert and the lock.
            for (int attempt = 0; attempt < 2; attempt++) {
                if (inserted(user, key, requestHash, now)) {
                    return new Claim.Fresh();
                }
                Optional<Row> row = locked(user, key);
                if (row.isPresent()) {
                    return decided(user, key, requestHash, now, row.get());
                }
            }
            return new Claim.InProgress();
        });
    }

    private boolean inserted(String user, String key, String requestHash, Instant now) {
        return jdbc.insertIfAbsent(
                "idempotency_key", "user_name, idempotency_key, request_hash, claimed_at", user, key, requestHash, now);
    }

    private Optional<Row> locked(String user, String key) {
        return jdbc.first(
                "select request_hash, claimed_at, status, location, body from idempotency_key" + KEY + " for update",
                row -> {
                    Instant claimedAt = row.getObject(2, OffsetDateTime.class).toInstant();
                    int status = row.getInt(3);
                    Optional<Answer> answer = row.wasNull()
                            ? Optional.empty()
                            : Optional.of(new Answer(status, row.getString(4), row.getString(5)));
                    return new Row(row.getString(1), claimedAt, answer);
                },
                user,
                key);
    }

    private Claim decided(String user, String key, String requestHash, Instant now, Row row) {
        if (row.answer().isEmpty() && !row.claimedAt().isAfter(now.minus(ABANDONED))) {
            jdbc.update(
                    "update idempotency_key set request_hash = ?, claimed_at = ?" + KEY, requestHash, now, user, key);
            return new Claim.Fresh();
        }
        if (!row.requestHash().equals(requestHash)) {
            return new Claim.Reused();
        }
        return row.answer().<Claim>map(Claim.Replay::new).orElseGet(Claim.InProgress::new);
    }

    @Override
    public void settle(String user, String key, Answer answer, Instant now) {
        transactions.run(() -> jdbc.update(
                "update idempotency_key set status = ?, location = ?, body = ?" + KEY,
                answer.status(),
                answer.location(),
                answer.body(),
                user,
                key));
    }

    @Override
    public void release(String user, String key) {
        transactions.run(() -> jdbc.update("delete from idempotency_key" + KEY + " and status is null", user, key));
    }

    @Override
    public void removeBefore(Instant time) {
        transactions.run(() -> jdbc.update("delete from idempotency_key where claimed_at < ?", time));
    }
}
