package dev.stemma.registry.model.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one comparator found.
 *
 * @param comparator its word
 * @param ok whether the limits were kept
 * @param limits the limits that held
 * @param observed what was measured
 * @param wouldPass limits to set so that the same outputs pass; empty when they passed, or when none would do
 * @param worst the element that is farthest off
 * @param detail one sentence about a failure; empty when there is none
 */
public record Comparison(
        String comparator,
        boolean ok,
        SortedMap<String, Double> limits,
        SortedMap<String, Double> observed,
        SortedMap<String, Double> wouldPass,
        Optional<Worst> worst,
        String detail) {

    /**
     * The element that is farthest off.
     *
     * @param index its place
     * @param expected what should be there
     * @param actual what is there
     */
    public record Worst(List<Long> index, double expected, double actual) {}

    static Comparison met(String comparator, Map<String, Double> limits, Map<String, Double> observed) {
        return new Comparison(
                comparator,
                true,
                new TreeMap<>(limits),
                new TreeMap<>(observed),
                new TreeMap<>(),
                Optional.empty(),
                "");
    }

    /** A failure that has nothing to do with a limit, such as another shape. */
    public static Comparison mismatch(String comparator, String detail) {
        return new Comparison(
                comparator, false, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Optional.empty(), detail);
    }

    Comparison withWorst(Optional<Worst> farthest) {
        return new Comparison(comparator, ok, limits, observed, wouldPass, farthest, detail);
    }

    Comparison failed(Map<String, Double> remedy, String sentence) {
        return new Comparison(comparator, false, limits, observed, new TreeMap<>(remedy), worst, sentence);
    }
}
