package dev.stemma.registry.flow.retention;

import dev.stemma.registry.port.IdempotencyKeys;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets what has had its time: pushes that were never committed, and answers kept for retried requests. */
@ApplicationScoped
public class Expiry {

    private static final Duration KEYS_KEPT = Duration.ofHours(24);

    private final Uploads uploads;
    private final IdempotencyKeys keys;
    private final Transactions transactions;
    private final Clock clock;

    /** Over these ports. */
    public Expiry(Uploads uploads, IdempotencyKeys keys, Transactions transactions, Clock clock) {
        this.uploads = uploads;
        this.keys = keys;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Forgets pushes past their end, and answers older than 24 hours. May run on several servers at once. */
    public void run() {
        Instant now = clock.instant();
        transactions.inTransaction(() -> {
            uploads.removeExpired(now);
            keys.removeBefore(now.minus(KEYS_KEPT));
            return now;
        });
    }
}
