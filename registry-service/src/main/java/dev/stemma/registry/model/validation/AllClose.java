package dev.stemma.registry.model.validation;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Element by element: |actual - expected| &lt;= atol + rtol * |expected|, but for a share of the elements. The same infinity, or
 * NaN on both sides, counts as equal. Strings must be equal.
 *
 * @param atol tolerance in absolute terms
 * @param rtol tolerance as a share of the expected value
 * @param maxViolations share of the elements, from 0 to 1, that may lie outside
 */
public record AllClose(double atol, double rtol, double maxViolations) implements Comparator {
    /** What passes other runtimes and optimiser levels, and notices nudged weights. */
    public static final AllClose DEFAULT = new AllClose(1e-5, 1e-3, 0);

    public AllClose {
        if (!(atol >= 0 && rtol >= 0 && Double.isFinite(atol) && Double.isFinite(rtol))) {
            throw new IllegalArgumentException("atol and rtol must be 0 or more");
        }
        if (!(maxViolations >= 0 && maxViolations <= 1)) {
            throw new IllegalArgumentException("maxViolations must lie between 0 and 1");
        }
    }

    @Override
    public String name() {
        return "allclose";
    }

    @Override
    public Comparison compare(Tensor expected, Tensor actual) {
        Tally tally = new Tally();
        Differences differences = Differences.of(expected, actual);
        for (int i = 0; i < expected.elements(); i++) {
            tally.add(i, differences.expected(i), differences.at(i));
        }
        Comparison found = Comparison.met(name(), limits(), tally.observed(expected.elements()))
                .withWorst(tally.worst(differences, actual));
        return allows(tally.violations, expected.elements()) ? found : refuse(found, tally, expected.elements());
    }

    private boolean allows(long violations, long elements) {
        return violations <= maxViolations * elements;
    }

    private Map<String, Double> limits() {
        Map<String, Double> base = Map.of("atol", atol, "rtol", rtol);
        return maxViolations == 0 ? base : Map.of("atol", atol, "rtol", rtol, "maxViolations", maxViolations);
    }

    private Comparison refuse(Comparison found, Tally tally, long elements) {
        String share = String.format(
                Locale.ROOT,
                "%d of %d values (%.3g %%) lie outside",
                tally.violations,
                elements,
                100.0 * tally.violations / elements);
        if (maxViolations > 0) {
            double needed = (double) tally.violations / elements;
            double enough = needed * elements >= tally.violations ? needed : Math.nextUp(needed);
            return found.failed(
                    Map.of("maxViolations", enough), share + "; maxViolations: " + Rounded.up(enough) + " would pass");
        } else if (!Double.isFinite(tally.neededAtol)) {
            return found.failed(
                    Map.of(), share + "; some can't be brought together by a tolerance (NaN, infinity or text)");
        }
        return found.failed(
                Map.of("atol", tally.neededAtol), share + "; atol: " + Rounded.up(tally.neededAtol) + " would pass");
    }

    /** Running counts over the elements. */
    private final class Tally {
        private long violations;
        private double maxAbs;
        private double neededAtol;
        private double excess = Double.NEGATIVE_INFINITY;
        private int worst = -1;

        void add(int index, double expected, double difference) {
            double relative = Double.isFinite(expected) ? rtol * Math.abs(expected) : 0;
            if (!(difference <= atol + relative)) {
                violations++;
            }
            maxAbs = Math.max(maxAbs, difference);
            neededAtol = Math.max(neededAtol, needed(difference, relative));
            if (difference > 0 && difference - relative > excess) {
                excess = difference - relative;
                worst = index;
            }
        }

        /** The least atol, rounded up, with which the element is inside. */
        private static double needed(double difference, double relative) {
            double atol = Math.max(0, difference - relative);
            return atol + relative >= difference ? atol : atol + Math.ulp(difference);
        }

        Map<String, Double> observed(long elements) {
            return Map.of("maxAbs", maxAbs, "violations", elements == 0 ? 0 : (double) violations / elements);
        }

        Optional<Comparison.Worst> worst(Differences differences, Tensor actual) {
            return worst < 0
                    ? Optional.empty()
                    : Optional.of(new Comparison.Worst(
                            actual.place(worst), differences.expected(worst), differences.actual(worst)));
        }
    }
}
