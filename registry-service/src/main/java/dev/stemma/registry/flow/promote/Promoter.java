package dev.stemma.registry.flow.promote;

import dev.stemma.registry.flow.FreeText;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.GateResult.Outcome;
import dev.stemma.registry.model.promotion.Policy;
import dev.stemma.registry.model.promotion.Policy.StagePolicy;
import dev.stemma.registry.model.promotion.Promotion;
import dev.stemma.registry.port.Promotions;
import dev.stemma.registry.port.Refs;
import dev.stemma.registry.port.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Moves stages: by evidence forwards, by history backwards. Every decision is recorded; only models have stages. */
@ApplicationScoped
public class Promoter {

    private final VersionResolver resolver;
    private final PolicyBook policies;
    private final Gates gates;
    private final StageHistory history;
    private final Decisions decisions;
    private final Refs refs;
    private final Promotions promotions;
    private final Transactions transactions;

    Promoter(
            VersionResolver resolver,
            PolicyBook policies,
            Gates gates,
            StageHistory history,
            Decisions decisions,
            Refs refs,
            Promotions promotions,
            Transactions transactions) {
        this.resolver = resolver;
        this.policies = policies;
        this.gates = gates;
        this.history = history;
        this.decisions = decisions;
        this.refs = refs;
        this.promotions = promotions;
        this.transactions = transactions;
    }

    /**
     * Decides whether a version may enter a stage, records the decision, and moves the stage if every gate passed: all in one
     * transaction.
     *
     * @return the decision, {@code APPLIED} or {@code REFUSED}; with id 0 for a dry run
     * @throws NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}, or {@code ALIAS_NOT_FOUND} when the policy has no such stage
     * @throws Conflict {@code STAGE_MOVED VERSION_YANKED}; nothing was recorded
     */
    public Promotion promote(ModelName name, PromotionRequest request, Caller caller) {
        return transactions.inTransaction(() -> {
            Version to = resolver.version(Kind.MODEL, name, request.version());
            Policy policy = policies.effective(name);
            StagePolicy stage = stage(policy, name, request.stage());
            refuseYanked(to);
            Optional<Alias> holder = expected(name, request.stage(), request.expect());
            List<GateResult> results = gates.decide(stage, to, caller.readable());
            return decisions.take(
                    new Decisions.Wish(
                            name, request.stage(), holder, to, policy, results, false, reason(request.reason())),
                    request.dryRun(),
                    caller);
        });
    }

    /**
     * Lets a stage hold an earlier holder again. Gates other than "not yanked" are not asked again, and the decision says so.
     *
     * @throws NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND ALIAS_NOT_FOUND}
     * @throws Conflict {@code STAGE_MOVED NO_PREVIOUS_HOLDER VERSION_YANKED}; nothing was recorded
     */
    public Promotion rollback(ModelName name, RollbackRequest request, Caller caller) {
        return transactions.inTransaction(() -> {
            var _ = resolver.name(Kind.MODEL, name);
            Policy policy = policies.effective(name);
            StagePolicy stage = stage(policy, name, request.stage());
            Optional<Alias> holder = expected(name, request.stage(), request.expect());
            int present = holder.map(Alias::version)
                    .orElseThrow(() -> noHolder(name + " holds nothing at @" + request.stage()));
            Version to = earlier(name, request, present);
            refuseYanked(to);
            return decisions.take(
                    new Decisions.Wish(
                            name,
                            request.stage(),
                            holder,
                            to,
                            policy,
                            notAsked(stage, to),
                            true,
                            reason(request.reason())),
                    false,
                    caller);
        });
    }

    /**
     * A promotion.
     *
     * @throws NotFound {@code NAME_NOT_FOUND PROMOTION_NOT_FOUND}
     */
    public Promotion find(ModelName name, long id) {
        var _ = resolver.name(Kind.MODEL, name);
        return promotions
                .find(name, id)
                .orElseThrow(() -> new NotFound(ErrorCode.PROMOTION_NOT_FOUND, name + " has no promotion " + id));
    }

    /**
     * Promotions of a name, newest first.
     *
     * @throws NotFound {@code NAME_NOT_FOUND}
     */
    public Page<Promotion> list(ModelName name, PageRequest page) {
        var _ = resolver.name(Kind.MODEL, name);
        return promotions.list(name, page);
    }

    private Optional<Alias> expected(ModelName name, AliasName stage, OptionalInt expect) {
        Optional<Alias> holder = refs.find(name, stage);
        int held = holder.map(Alias::version).orElse(0);
        if (expect.orElse(held) != held) {
            throw new Conflict(
                    ErrorCode.STAGE_MOVED,
                    "@" + stage + " of " + name + " holds " + tag(held) + ", not " + tag(expect.getAsInt())
                            + "; look again");
        }
        return holder;
    }

    private static String tag(int held) {
        return held == 0 ? "nothing" : "v" + held;
    }

    private Version earlier(ModelName name, RollbackRequest request, int present) {
        if (request.to().isEmpty()) {
            return history.lastGood(name, request.stage(), present)
                    .orElseThrow(() ->
                            noHolder("@" + request.stage() + " of " + name + " held nothing good before v" + present));
        }
        Version wanted = resolver.version(Kind.MODEL, name, request.to().get());
        int number = wanted.id().number();
        boolean held = history.moves(name, request.stage())
                .anyMatch(move -> move.to().isPresent() && move.to().getAsInt() == number);
        if (!held || number == present) {
            throw noHolder(wanted.id().tag() + " is no earlier holder of @" + request.stage() + " of " + name);
        }
        return wanted;
    }

    private static List<GateResult> notAsked(StagePolicy stage, Version to) {
        String skipped = stage.gates().stream().map(gate -> gate.title()).collect(Collectors.joining(", "));
        String detail =
                to.id().tag() + " held this stage before" + (skipped.isEmpty() ? "" : "; not asked again: " + skipped);
        return List.of(
                new GateResult("not yanked", Outcome.PASSED, to.id().tag() + " is not yanked", List.of()),
                new GateResult("rollback", Outcome.PASSED, detail, List.of()));
    }

    private static StagePolicy stage(Policy policy, ModelName name, AliasName stage) {
        return policy.stage(stage)
                .orElseThrow(() -> new NotFound(
                        ErrorCode.ALIAS_NOT_FOUND,
                        stage + " is no stage of " + name + "; its policy (" + policy.source() + ") has: "
                                + policy.stages().keySet().stream()
                                        .map(AliasName::value)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }

    private static void refuseYanked(Version version) {
        version.yanked().ifPresent(yank -> {
            throw new Conflict(
                    ErrorCode.VERSION_YANKED, version.id() + " was yanked by " + yank.by() + ": " + yank.reason());
        });
    }

    private static String reason(String text) {
        return FreeText.checked("a reason", text);
    }

    private static Conflict noHolder(String sentence) {
        return new Conflict(ErrorCode.NO_PREVIOUS_HOLDER, sentence);
    }
}
