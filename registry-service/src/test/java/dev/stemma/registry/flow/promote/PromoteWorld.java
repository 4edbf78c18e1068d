package dev.stemma.registry.flow.promote;

import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.promotion.Promotion;
import dev.stemma.registry.port.Refs;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The flow of a promotion over a registry in memory. */
final class PromoteWorld {

    static final ModelName MINILM = ModelName.parse("acme/minilm");
    static final Caller ANA = FlowWorld.caller("ana", "acme");
    static final AliasName PRODUCTION = new AliasName("production");
    static final AliasName STAGING = new AliasName("staging");

    final FlowWorld world = new FlowWorld();
    final PolicyBook policies = new PolicyBook(
            world.ports.policies(),
            world.resolver,
            world.journal,
            world.ledger,
            world.ports.transactions(),
            world.clock);
    final Promoter promoter = promoter(world.ports.refs());

    /** A promoter that sees aliases through these. */
    Promoter promoter(Refs refs) {
        StageHistory history = new StageHistory(refs, world.ports.promotions(), world.resolver);
        return new Promoter(
                world.resolver,
                policies,
                new Gates(
                        new ValidatedGate(world.resolver, world.ports.validationQueue(), world.clock),
                        new MetricGate(world.resolver),
                        history),
                history,
                new Decisions(world.ports.promotions(), refs, world.journal, world.ledger, world.clock),
                refs,
                world.ports.promotions(),
                world.ports.transactions());
    }

    /** Puts a policy of the production stage in force. */
    void policy(String gates) {
        policies.putModel(MINILM, "stages:\n  staging: {gates: []}\n  production: " + gates, OptionalLong.empty(), ANA);
    }

    Promotion promote(String version, AliasName stage) {
        return promoter.promote(MINILM, request(version, stage, OptionalInt.empty(), false), ANA);
    }

    Promotion rollback() {
        return promoter.rollback(
                MINILM, new RollbackRequest(PRODUCTION, Optional.empty(), "bad", OptionalInt.empty()), ANA);
    }

    static PromotionRequest request(String version, AliasName stage, OptionalInt expect, boolean dryRun) {
        return new PromotionRequest(Selector.parse(version), stage, "why not", expect, dryRun);
    }

    /** What production holds. */
    OptionalInt production() {
        return world.ports.refs().holder(MINILM, PRODUCTION, 0);
    }
}
