package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.promotion.StoredPolicy;
import dev.stemma.registry.port.Policies;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

@Singleton
final class PanachePolicies implements Policies {

    private final PanacheTransactions transactions;
    private final PolicyRepository policies;
    private final Jdbc jdbc;

    @Inject
    PanachePolicies(PanacheTransactions transactions, PolicyRepository policies, Jdbc jdbc) {
        this.transactions = transactions;
        this.policies = policies;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<StoredPolicy> find(String scope) {
        return transactions.read(() -> policies.findByIdOptional(scope).map(PolicyEntity::policy));
    }

    @Override
    public StoredPolicy put(String scope, OptionalLong expected, String text, String by, Instant at) {
        return transactions.write(() -> {
            boolean changed = expected.isPresent()
                    ? changed(scope, expected.getAsLong(), text, by, at)
                    : jdbc.insertIfAbsent(
                            "policy",
                            "scope, policy_text, change_sequence, updated_by, updated_at",
                            scope,
                            text,
                            1L,
                            by,
                            at);
            if (!changed) {
                throw new Conflict(
                        ErrorCode.POLICY_MOVED, "someone changed the policy of " + scope + " since you looked");
            }
            return new StoredPolicy(text, expected.orElse(0) + 1, by, at);
        });
    }

    private boolean changed(String scope, long expected, String text, String by, Instant at) {
        return policies.update(
                        "policyText = ?1, changeSequence = changeSequence + 1, updatedBy = ?2, updatedAt = ?3"
                                + " where scope = ?4 and changeSequence = ?5",
                        text,
                        by,
                        at,
                        scope,
                        expected)
                == 1;
    }
}
