package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.Promotion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A promotion with the decision of every gate ({@code promotion.json}). */
record PromotionAnswer(
        long id,
        String name,
        String stage,
        @Nullable String from,
        String to,
        String state,
        boolean rollback,
        String reason,
        String requestedBy,
        Instant requestedAt,
        PolicyFacts policy,
        List<Decision> gates) {

    static PromotionAnswer of(Promotion promotion) {
        return new PromotionAnswer(
                promotion.id(),
                promotion.name().toString(),
                promotion.stage().value(),
                Texts.tag(promotion.from()),
                Texts.tag(promotion.to()),
                promotion.state().word(),
                promotion.rollback(),
                promotion.reason(),
                promotion.requestedBy(),
                promotion.requestedAt(),
                new PolicyFacts(
                        promotion.policySource(), promotion.policyDigest().toString()),
                promotion.gates().stream().map(Decision::of).toList());
    }

    /** Which policy was decided on. */
    record PolicyFacts(String source, String digest) {}

    /** How a gate decided. */
    record Decision(String gate, String outcome, String detail, List<String> evidence) {
        private static Decision of(GateResult result) {
            return new Decision(result.gate(), result.outcome().word(), result.detail(), result.evidence());
        }
    }
}
