package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.AllClose;
import dev.stemma.registry.model.validation.Comparator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code suite.yaml} says.
 *
 * @param defaults for outputs without a rule
 * @param outputs rules, the first match wins
 * @param repeat how often each case is run
 * @param timeout for the whole run
 */
record SuiteConfig(List<Comparator> defaults, List<OutputRule> outputs, int repeat, Optional<Duration> timeout) {
    static final SuiteConfig DEFAULT = new SuiteConfig(List.of(AllClose.DEFAULT), List.of(), 1, Optional.empty());

    /** Comparators for outputs whose name matches. */
    record OutputRule(Glob name, List<Comparator> comparators) {}

    List<Comparator> comparators(String output) {
        return outputs.stream()
                .filter(rule -> rule.name().matches(output))
                .findFirst()
                .map(OutputRule::comparators)
                .orElse(defaults);
    }
}
