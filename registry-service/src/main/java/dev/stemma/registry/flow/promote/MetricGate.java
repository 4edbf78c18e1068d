package dev.stemma.registry.flow.promote;

import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.promotion.Gate;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.GateResult.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides {@link Gate.Metric} on the metrics recorded with the versions. Figures are compared as the decimals that people read. */
@ApplicationScoped
class MetricGate {

    private final VersionResolver resolver;

    MetricGate(VersionResolver resolver) {
        this.resolver = resolver;
    }

    private record Finding(Outcome outcome, String text) {
        static Finding of(boolean holds, String ifTrue, String ifFalse) {
            return holds ? new Finding(Outcome.PASSED, ifTrue) : new Finding(Outcome.FAILED, ifFalse);
        }
    }

    GateResult decide(Gate.Metric gate, Version version) {
        Double recorded = version.metrics().get(gate.name());
        if (recorded == null) {
            String advice =
                    version.id() + " has no metric " + gate.name() + "; push it with --metric " + gate.name() + "=…";
            return new GateResult(gate.title(), Outcome.MISSING, advice, List.of());
        }
        BigDecimal value = BigDecimal.valueOf(recorded);
        List<Finding> findings = new ArrayList<>();
        gate.min().ifPresent(min -> findings.add(atLeast(value, BigDecimal.valueOf(min))));
        gate.max().ifPresent(max -> findings.add(atMost(value, BigDecimal.valueOf(max))));
        gate.notWorseThan().ifPresent(other -> findings.add(notWorse(gate, value, version, other)));
        return joined(gate, findings);
    }

    private Finding notWorse(Gate.Metric gate, BigDecimal value, Version version, Selector other) {
        Optional<Version> found;
        try {
            found = resolver.find(version.id().name(), other);
        } catch (InvalidInput e) {
            return new Finding(Outcome.MISSING, "the version to compare with: " + e.getMessage());
        }
        if (found.isEmpty()) {
            return other instanceof Selector.ByAlias
                    ? new Finding(Outcome.PASSED, "nothing to compare with yet")
                    : new Finding(Outcome.MISSING, "the version to compare with does not exist");
        }
        Double held = found.get().metrics().get(gate.name());
        if (held == null) {
            return new Finding(
                    Outcome.MISSING, found.get().id().tag() + " has no metric " + gate.name() + " to compare with");
        }
        BigDecimal base = BigDecimal.valueOf(held);
        BigDecimal slack = BigDecimal.valueOf(gate.slack());
        String of = " of " + found.get().id().tag() + (gate.slack() == 0 ? "" : " with slack " + shown(slack));
        return switch (gate.goal()) {
            case MAX ->
                Finding.of(
                        value.compareTo(base.subtract(slack)) >= 0,
                        shown(value) + " is not worse than " + shown(base) + of,
                        shown(value) + " is worse than " + shown(base) + of);
            case MIN ->
                Finding.of(
                        value.compareTo(base.add(slack)) <= 0,
                        shown(value) + " is not worse than " + shown(base) + of,
                        shown(value) + " is worse than " + shown(base) + of);
        };
    }

    private static Finding atLeast(BigDecimal value, BigDecimal min) {
        return Finding.of(
                value.compareTo(min) >= 0, shown(value) + " >= " + shown(min), shown(value) + " < " + shown(min));
    }

    private static Finding atMost(BigDecimal value, BigDecimal max) {
        return Finding.of(
                value.compareTo(max) <= 0, shown(value) + " <= " + shown(max), shown(value) + " > " + shown(max));
    }

    private static GateResult joined(Gate gate, List<Finding> findings) {
        Outcome outcome = findings.stream()
                .map(Finding::outcome)
                .filter(found -> found != Outcome.PASSED)
                .findFirst()
                .orElse(Outcome.PASSED);
        String detail = findings.stream().map(Finding::text).collect(Collectors.joining("; "));
        return new GateResult(gate.title(), outcome, detail, List.of());
    }

    private static String shown(BigDecimal value) {
        String plain = value.stripTrailingZeros().toPlainString();
        return plain.length() <= 24 ? plain : value.toString();
    }
}
