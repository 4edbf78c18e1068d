package dev.stemma.registry.model.promotion;

import java.util.List;

/**
 * How a gate decided.
 *
 * @param gate the gate's title
 * @param outcome the decision
 * @param detail one line that names the figures or what is missing
 * @param evidence ids of the reports it relied on
 */
public record GateResult(String gate, Outcome outcome, String detail, List<String> evidence) {

    public GateResult {
        evidence = List.copyOf(evidence);
    }

    /** Only {@code PASSED} lets a version through. */
    public enum Outcome {
        PASSED,
        FAILED,
        MISSING,
        ERROR;

        /** The word in JSON. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
