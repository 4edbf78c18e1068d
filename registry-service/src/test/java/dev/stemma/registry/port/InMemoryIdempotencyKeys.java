package dev.stemma.registry.port;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;

/** Idempotency keys in memory. */
public final class InMemoryIdempotencyKeys implements IdempotencyKeys {

    private record Row(String requestHash, Instant claimedAt, Optional<Answer> answer) {}

    private final InMemoryTransactions transactions;
    private final NavigableMap<String, Row> rows;

    public InMemoryIdempotencyKeys(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.rows = transactions.table();
    }

    @Override
    public Claim claim(String user, String key, String requestHash, Instant now) {
        return transactions.inTransaction(() -> {
            Row row = rows.get(user + "\n" + key);
            boolean abandoned = row != null
                    && row.answer().isEmpty()
                    && !row.claimedAt().isAfter(now.minus(Duration.ofMinutes(10)));
            if (row == null || abandoned) {
                rows.put(user + "\n" + key, new Row(requestHash, now, Optional.empty()));
                return new Claim.Fresh();
            }
            if (!row.requestHash().equals(requestHash)) {
                return new Claim.Reused();
            }
            return row.answer().<Claim>map(Claim.Replay::new).orElseGet(Claim.InProgress::new);
        });
    }

    @Override
    public void settle(String user, String key, Answer answer, Instant now) {
        transactions.run(() -> rows.computeIfPresent(
                user + "\n" + key, (id, row) -> new Row(row.requestHash(), row.claimedAt(), Optional.of(answer))));
    }

    @Override
    public void release(String user, String key) {
        transactions.run(() -> rows.computeIfPresent(
                user + "\n" + key, (id, row) -> row.answer().isPresent() ? row : null));
    }

    @Override
    public void removeBefore(Instant time) {
        transactions.run(() -> rows.values().removeIf(row -> row.claimedAt().isBefore(time)));
    }
}
