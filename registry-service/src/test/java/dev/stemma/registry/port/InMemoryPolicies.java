package dev.stemma.registry.port;

import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.promotion.StoredPolicy;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;

/** Policies in memory. */
public final class InMemoryPolicies implements Policies {

    private final InMemoryTransactions transactions;
    private final NavigableMap<String, StoredPolicy> rows;

    public InMemoryPolicies(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.rows = transactions.table();
    }

    @Override
    public Optional<StoredPolicy> find(String scope) {
        return transactions.inTransaction(() -> Optional.ofNullable(rows.get(scope)));
    }

    @Override
    public StoredPolicy put(String scope, OptionalLong expected, String text, String by, Instant at) {
        return transactions.inTransaction(() -> {
            StoredPolicy old = rows.get(scope);
            if (!(old == null ? OptionalLong.empty() : OptionalLong.of(old.sequence())).equals(expected)) {
                throw new Conflict(
                        ErrorCode.POLICY_MOVED, "someone changed the policy of " + scope + " since you looked");
            }
            StoredPolicy stored = new StoredPolicy(text, expected.orElse(0) + 1, by, at);
            rows.put(scope, stored);
            return stored;
        });
    }
}
