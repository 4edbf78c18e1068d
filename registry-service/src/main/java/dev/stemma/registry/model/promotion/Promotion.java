package dev.stemma.registry.model.promotion;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * A request to move a stage, with the decision that was taken. Recorded whatever the decision is.
 *
 * @param id number; 0 before it is stored
 * @param name the name
 * @param stage the stage asked for
 * @param from what it held when the decision was taken
 * @param to the version asked for
 * @param toDigest the digest decided on
 * @param state what came of it
 * @param rollback whether it goes back to an earlier holder
 * @param reason why, maybe empty
 * @param requestedBy who asked
 * @param requestedAt when
 * @param policySource where the policy came from
 * @param policyDigest the policy decided on
 * @param gates every gate's decision
 */
public record Promotion(
        long id,
        ModelName name,
        AliasName stage,
        OptionalInt from,
        int to,
        Digest toDigest,
        State state,
        boolean rollback,
        String reason,
        String requestedBy,
        Instant requestedAt,
        String policySource,
        Digest policyDigest,
        List<GateResult> gates) {

    public Promotion {
        gates = List.copyOf(gates);
    }

    /** What came of a promotion. */
    public enum State {
        APPLIED,
        REFUSED;

        /** The word in JSON. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
