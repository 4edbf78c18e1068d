package dev.stemma.registry.model.validation;

import java.util.Map;
import java.util.Optional;

/**
 * The angle between expected and actual vectors along the last axis; the worst vector counts. Two vectors of zeros are equal;
 * one alone has no direction, and fails.
 *
 * @param min the least cosine, from -1 to 1
 */
public record Cosine(double min) implements Comparator {
    public Cosine {
        if (!(min >= -1 && min <= 1)) {
            throw new IllegalArgumentException("min must lie between -1 and 1");
        }
    }

    @Override
    public String name() {
        return "cosine";
    }

    @Override
    public Comparison compare(Tensor expected, Tensor actual) {
        if (expected.type() == ElementType.STRING) {
            return Comparison.mismatch(name(), "strings have no cosine");
        }
        int length = expected.shape().isEmpty()
                ? 1
                : Math.toIntExact(expected.shape().getLast());
        Search search = new Search(expected, actual);
        for (int start = 0; start < expected.elements(); start += length) {
            search.vector(start, length);
        }
        return verdict(search);
    }

    private Comparison verdict(Search search) {
        Map<String, Double> limits = Map.of("min", min);
        if (search.withoutDirection >= 0) {
            return Comparison.met(name(), limits, Map.of("maxAbs", search.maxAbs))
                    .withWorst(search.worst(search.withoutDirection))
                    .failed(
                            Map.of(),
                            "a vector has no direction on one side: it is all zeros, or holds NaN or infinity");
        }
        Comparison found = Comparison.met(name(), limits, Map.of("min", search.least, "maxAbs", search.maxAbs))
                .withWorst(search.worst(search.worstElement));
        return search.least >= min
                ? found
                : found.failed(
                        Map.of("min", search.least),
                        "cosine " + Rounded.down(search.least) + " is below " + min + "; min: "
                                + Rounded.down(search.least) + " would pass");
    }

    /** Looks for the worst vector, and in it for the worst element. */
    private static final class Search {
        private final Tensor expected;
        private final Tensor actual;
        private double least = 1;
        private double maxAbs;
        private int worstElement = -1;
        private int withoutDirection = -1;

        Search(Tensor expected, Tensor actual) {
            this.expected = expected;
            this.actual = actual;
        }

        void vector(int start, int length) {
            double dot = 0;
            double normA = 0;
            double normB = 0;
            double farthest = -1;
            int element = start;
            for (int i = start; i < start + length; i++) {
                double a = expected.number(i);
                double b = actual.number(i);
                dot += a * b;
                normA += a * a;
                normB += b * b;
                double apart = Math.abs(b - a);
                if (!Double.isNaN(farthest) && !(apart <= farthest)) {
                    farthest = apart;
                    element = i;
                }
            }
            maxAbs = Math.max(maxAbs, Double.isFinite(farthest) ? farthest : Double.POSITIVE_INFINITY);
            take(farthest == 0 ? 1 : cosine(dot, normA, normB), farthest == 0 ? -1 : element);
        }

        /** NaN where one side has no direction. Equal vectors, even of zeros, do not come here. */
        private static double cosine(double dot, double normA, double normB) {
            double cosine = dot / (Math.sqrt(normA) * Math.sqrt(normB));
            return Double.isFinite(normA) && Double.isFinite(normB) ? Math.clamp(cosine, -1, 1) : Double.NaN;
        }

        private void take(double cosine, int element) {
            if (Double.isNaN(cosine)) {
                withoutDirection = withoutDirection < 0 ? element : withoutDirection;
            } else if (element >= 0 && (worstElement < 0 || cosine < least)) {
                least = cosine;
                worstElement = element;
            }
        }

        Optional<Comparison.Worst> worst(int element) {
            return element < 0
                    ? Optional.empty()
                    : Optional.of(new Comparison.Worst(
                            expected.place(element), expected.number(element), actual.number(element)));
        }
    }
}
