package dev.stemma.registry.model.validation;

import java.util.List;

/** Two tensors of one type and shape, element by element, as numbers. */
interface Differences {
    /** The expected element; for text, 0. */
    double expected(int index);

    /** The element found; for text, 1 where it differs from the expected one. */
    double actual(int index);

    /** How far the two are apart: 0 only when they are equal, infinite when no tolerance can bring them together. */
    double at(int index);

    static Differences of(Tensor expected, Tensor actual) {
        return switch (expected.type()) {
            case STRING -> new Texts(expected.texts(), actual.texts());
            case INT64, UINT64 -> new Longs(expected, actual);
            case FLOAT32, FLOAT64, FLOAT16, BFLOAT16, INT8, UINT8, BOOL, INT16, UINT16, INT32, UINT32 ->
                new Numbers(expected, actual);
        };
    }

    /** Numbers that a double holds exactly. */
    record Numbers(Tensor expectedValues, Tensor actualValues) implements Differences {
        @Override
        public double expected(int index) {
            return expectedValues.number(index);
        }

        @Override
        public double actual(int index) {
            return actualValues.number(index);
        }

        @Override
        public double at(int index) {
            double a = expected(index);
            double b = actual(index);
            if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
                return 0;
            }
            return Double.isFinite(a) && Double.isFinite(b) ? Math.abs(b - a) : Double.POSITIVE_INFINITY;
        }
    }

    /** Integers of 64 bits: neighbours may round to the same double, and are a difference all the same. */
    record Longs(Tensor expectedValues, Tensor actualValues) implements Differences {
        @Override
        public double expected(int index) {
            return expectedValues.number(index);
        }

        @Override
        public double actual(int index) {
            return actualValues.number(index);
        }

        @Override
        public double at(int index) {
            boolean equal = expectedValues.data().getLong(index * 8)
                    == actualValues.data().getLong(index * 8);
            return equal ? 0 : Math.max(1, Math.abs(actual(index) - expected(index)));
        }
    }

    /** Text, equal or not. */
    record Texts(List<String> expectedTexts, List<String> actualTexts) implements Differences {
        @Override
        public double expected(int index) {
            return 0;
        }

        @Override
        public double actual(int index) {
            return at(index) == 0 ? 0 : 1;
        }

        @Override
        public double at(int index) {
            return expectedTexts.get(index).equals(actualTexts.get(index)) ? 0 : Double.POSITIVE_INFINITY;
        }
    }
}
