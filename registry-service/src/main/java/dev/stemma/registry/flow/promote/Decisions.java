package dev.stemma.registry.flow.promote;

import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.Ledger;
import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.GateResult.Outcome;
import dev.stemma.registry.model.promotion.Policy;
import dev.stemma.registry.model.promotion.Promotion;
import dev.stemma.registry.port.Promotions;
import dev.stemma.registry.port.Refs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Records a decision and carries it out, inside the caller's transaction: a stage never moves without its record. */
@ApplicationScoped
class Decisions {

    private final Promotions promotions;
    private final Refs refs;
    private final Journal journal;
    private final Ledger ledger;
    private final Clock clock;

    Decisions(Promotions promotions, Refs refs, Journal journal, Ledger ledger, Clock clock) {
        this.promotions = promotions;
        this.refs = refs;
        this.journal = journal;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A move wanted, with what the gates said of it. */
    record Wish(
            ModelName name,
            AliasName stage,
            Optional<Alias> holder,
            Version to,
            Policy policy,
            List<GateResult> gates,
            boolean rollback,
            String reason) {

        Promotion.State state() {
            return gates.stream().allMatch(gate -> gate.outcome() == Outcome.PASSED)
                    ? Promotion.State.APPLIED
                    : Promotion.State.REFUSED;
        }
    }

    Promotion take(Wish wish, boolean dryRun, Caller caller) {
        Promotion decided = promotion(wish, caller);
        if (dryRun) {
            return decided;
        }
        Promotion recorded = promotions.append(decided);
        ledger.decided(recorded);
        switch (recorded.state()) {
            case APPLIED -> move(wish, recorded);
            case REFUSED -> {}
        }
        journal.record(
                caller,
                action(recorded),
                wish.name(),
                new TreeMap<>(Map.of(
                        "stage", wish.stage().value(),
                        "to", wish.to().id().tag(),
                        "promotion", Long.toString(recorded.id()))));
        return recorded;
    }

    private void move(Wish wish, Promotion recorded) {
        try {
            Refs.Move move = new Refs.Move(
                    wish.name(),
                    wish.stage(),
                    wish.holder()
                            .map(alias -> OptionalLong.of(alias.sequence()))
                            .orElse(OptionalLong.empty()),
                    OptionalInt.of(wish.to().id().number()),
                    recorded.requestedBy(),
                    recorded.requestedAt(),
                    recorded.reason(),
                    OptionalLong.of(recorded.id()));
            refs.move(move).ifPresent(moved -> ledger.moved(move, moved.sequence()));
        } catch (Conflict e) {
            // The whole transaction goes with it, the record too: what was decided was decided about another holder.
            throw new Conflict(
                    ErrorCode.STAGE_MOVED,
                    "@" + wish.stage() + " of " + wish.name() + " was moved by someone else meanwhile; look again");
        }
    }

    private Promotion promotion(Wish wish, Caller caller) {
        return new Promotion(
                0,
                wish.name(),
                wish.stage(),
                wish.holder().map(alias -> OptionalInt.of(alias.version())).orElse(OptionalInt.empty()),
                wish.to().id().number(),
                wish.to().digest(),
                wish.state(),
                wish.rollback(),
                wish.reason(),
                caller.user(),
                clock.instant(),
                wish.policy().source(),
                wish.policy().digest(),
                wish.gates());
    }

    private static String action(Promotion promotion) {
        return promotion.rollback()
                ? "promotion.rolled-back"
                : switch (promotion.state()) {
                    case APPLIED -> "promotion.applied";
                    case REFUSED -> "promotion.refused";
                };
    }
}
