package dev.stemma.registry.model.promotion;

import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** One condition on evidence. A gate fails closed: missing, errored or outdated evidence is "not passed". */
public sealed interface Gate {

    /** How the gate is called in a decision, such as {@code metric f1}. */
    String title();

    /**
     * The version has a report with verdict {@code passed}. {@code smoke} never satisfies it.
     *
     * @param suite the suite that must have been used; resolved to one version when a promotion is requested. Empty: any suite
     * @param maxAge how old the report may be; empty: any age
     */
    record Validated(Optional<Reference> suite, Optional<Duration> maxAge) implements Gate {
        @Override
        public String title() {
            return "validated";
        }
    }

    /**
     * A recorded metric lies within bounds.
     *
     * @param name dotted name of the metric
     * @param min least allowed value
     * @param max greatest allowed value
     * @param goal whether more or less is better; decides what "worse" means
     * @param notWorseThan the version to compare with, such as {@code @production}; passes when nothing is held there
     * @param slack how much worse it may be, at least 0, in the metric's own unit
     */
    record Metric(
            String name,
            OptionalDouble min,
            OptionalDouble max,
            Goal goal,
            Optional<Selector> notWorseThan,
            double slack)
            implements Gate {
        @Override
        public String title() {
            return "metric " + name;
        }
    }

    /** Which direction is better. */
    enum Goal {
        MAX,
        MIN
    }
}
