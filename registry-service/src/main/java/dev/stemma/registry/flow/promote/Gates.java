package dev.stemma.registry.flow.promote;

import dev.stemma.registry.model.AliasMove;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.model.promotion.Gate;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.GateResult.Outcome;
import dev.stemma.registry.model.promotion.Policy.StagePolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Decides all gates of a stage, in the policy's order, and first of all the way that a version must have come. */
@ApplicationScoped
class Gates {

    private final ValidatedGate validated;
    private final MetricGate metric;
    private final StageHistory history;

    Gates(ValidatedGate validated, MetricGate metric, StageHistory history) {
        this.validated = validated;
        this.metric = metric;
        this.history = history;
    }

    List<GateResult> decide(StagePolicy policy, Version version, ReadScope readable) {
        List<GateResult> results = new ArrayList<>();
        if (!policy.from().isEmpty()) {
            results.add(from(policy.from(), version));
        }
        policy.gates().forEach(gate -> results.add(decide(gate, version, readable)));
        return results;
    }

    private GateResult decide(Gate gate, Version version, ReadScope readable) {
        return switch (gate) {
            case Gate.Validated wanted -> validated.decide(wanted, version, readable);
            case Gate.Metric wanted -> metric.decide(wanted, version);
        };
    }

    private GateResult from(List<AliasName> stages, Version version) {
        String named = stages.stream().map(AliasName::value).collect(Collectors.joining(" or "));
        String title = "from " + named;
        for (AliasName stage : stages) {
            if (history.moves(version.id().name(), stage).anyMatch(move -> holds(move, version))) {
                return new GateResult(title, Outcome.PASSED, version.id().tag() + " was in " + stage, List.of());
            }
        }
        String detail = version.id().tag() + " was never in " + named + "; promote it there first";
        return new GateResult(title, Outcome.FAILED, detail, List.of());
    }

    private static boolean holds(AliasMove move, Version version) {
        return move.to().isPresent() && move.to().getAsInt() == version.id().number();
    }
}
