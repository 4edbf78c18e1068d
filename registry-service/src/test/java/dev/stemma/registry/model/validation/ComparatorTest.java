package dev.stemma.registry.model.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Comparators: what they let pass, and the limits they name. */
final class ComparatorTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static Tensor doubles(List<Long> shape, double... values) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            data.putDouble(value);
        }
        return new Tensor("y", ElementType.FLOAT64, shape, data.flip());
    }

    private static Tensor row(double... values) {
        return doubles(List.of((long) values.length), values);
    }

    private static Tensor longs(long... values) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            data.putLong(value);
        }
        return new Tensor("y", ElementType.INT64, List.of((long) values.length), data.flip());
    }

    @Test
    void allcloseTakesTheSumOfBothTolerances() {
        AllClose tolerant = new AllClose(0.5, 0.1, 0);
        assertTrue(tolerant.compare(row(10), row(11.5)).ok());
        assertFalse(tolerant.compare(row(10), row(11.500001)).ok());
    }

    @Test
    void allcloseNamesTheWorstElementAndTheAtolThatWouldPass() {
        Comparison found = new AllClose(0.1, 0, 0)
                .compare(doubles(List.of(2L, 2L), 1, 2, 3, 4), doubles(List.of(2L, 2L), 1, 2, 3.5, 4.25));
        assertFalse(found.ok());
        assertEquals(
                new Comparison.Worst(List.of(1L, 0L), 3, 3.5), found.worst().orElseThrow());
        assertEquals(Map.of("atol", 0.5), found.wouldPass());
        assertEquals(Map.of("maxAbs", 0.5, "violations", 0.5), found.observed());
    }

    @Test
    void allcloseMayOverlookAShare() {
        assertTrue(new AllClose(0, 0, 0.25)
                .compare(row(1, 2, 3, 4), row(1, 2, 3, 9))
                .ok());
        Comparison found = new AllClose(0, 0, 0.25).compare(row(1, 2, 3, 4), row(1, 2, 8, 9));
        assertEquals(Map.of("maxViolations", 0.5), found.wouldPass());
    }

    @Test
    void notANumberIsCloseOnlyToItself() {
        AllClose generous = new AllClose(1e300, 1, 0);
        assertTrue(generous.compare(row(NAN, INF, -INF), row(NAN, INF, -INF)).ok());
        for (Comparison found : List.of(
                generous.compare(row(1), row(NAN)),
                generous.compare(row(NAN), row(1)),
                generous.compare(row(INF), row(-INF)),
                generous.compare(row(1), row(INF)))) {
            assertFalse(found.ok());
            assertTrue(found.wouldPass().isEmpty());
        }
    }

    @Test
    void longsThatRoundToOneDoubleStillDiffer() {
        AllClose exact = new AllClose(0, 0, 0);
        assertFalse(exact.compare(longs(1L << 53), longs((1L << 53) + 1)).ok());
        assertTrue(exact.compare(longs(Long.MAX_VALUE), longs(Long.MAX_VALUE)).ok());
    }

    @Test
    void textsAreEqualOrNot() {
        Tensor expected = Tensor.ofStrings("y", List.of(2L), List.of("a", "b"));
        assertTrue(AllClose.DEFAULT
                .compare(expected, Tensor.ofStrings("y", List.of(2L), List.of("a", "b")))
                .ok());
        Comparison found = AllClose.DEFAULT.compare(expected, Tensor.ofStrings("y", List.of(2L), List.of("a", "c")));
        assertFalse(found.ok());
        assertTrue(found.wouldPass().isEmpty());
    }

    @Test
    void cosineLooksAtTheWorstVectorOfTheLastAxis() {
        Tensor expected = doubles(List.of(2L, 2L), 1, 0, 0, 1);
        Comparison found = new Cosine(0.9).compare(expected, doubles(List.of(2L, 2L), 5, 0, 3, 4));
        assertFalse(found.ok());
        assertEquals(Map.of("min", 0.8), found.wouldPass());
        assertEquals(List.of(1L, 0L), found.worst().orElseThrow().index());
    }

    @Test
    void cosineOfEqualVectorsIsExactlyOne() {
        Tensor vector = row(0.1, 0.2, 0.3, 1e-9);
        assertTrue(new Cosine(1).compare(vector, vector).ok());
        assertTrue(new Cosine(1).compare(row(0, 0), row(0, 0)).ok());
    }

    @Test
    void aVectorWithoutDirectionFailsAndSaysWhy() {
        for (Tensor actual : List.of(row(0, 0), row(NAN, 1), row(INF, 1))) {
            Comparison found = new Cosine(-1).compare(row(5, 1), actual);
            assertFalse(found.ok());
            assertTrue(found.wouldPass().isEmpty());
            assertTrue(found.detail().contains("no direction"), found.detail());
        }
        assertFalse(new Cosine(-1).compare(row(NAN, 1), row(5, 1)).ok());
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new AllClose(-1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new AllClose(0, NAN, 0));
        assertThrows(IllegalArgumentException.class, () -> new AllClose(0, 0, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new Cosine(1.01));
    }

    @Test
    void whatWouldPassPasses() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int fed = 0;
        for (int i = 0; i < 5000; i++) {
            double scale = Math.pow(10, random.nextInt(-12, 12));
            double[] expected =
                    random.doubles(1 + random.nextInt(12), -scale, scale).toArray();
            double[] actual = expected.clone();
            for (int j = 0; j < actual.length; j++) {
                actual[j] +=
                        random.nextInt(3) == 0 ? 0 : random.nextGaussian() * scale * Math.pow(10, -random.nextInt(6));
            }
            double rtol = random.nextBoolean() ? 0 : random.nextDouble() * 1e-2;
            double share = random.nextBoolean() ? 0 : random.nextDouble() / 4;
            for (Comparator comparator :
                    List.of(new AllClose(1e-7, rtol, share), new AllClose(0, rtol, 0), new Cosine(0.9999))) {
                Comparison found = comparator.compare(row(expected), row(actual));
                if (!found.ok()) {
                    fed++;
                    Comparison again = relaxed(comparator, found.wouldPass()).compare(row(expected), row(actual));
                    assertTrue(again.ok(), () -> "seed " + seed + ": " + found);
                }
            }
        }
        assertTrue(fed > 1000, "failures fed back: " + fed);
    }

    private static Comparator relaxed(Comparator comparator, Map<String, Double> wouldPass) {
        return switch (comparator) {
            case AllClose close ->
                new AllClose(
                        wouldPass.getOrDefault("atol", close.atol()),
                        close.rtol(),
                        wouldPass.getOrDefault("maxViolations", close.maxViolations()));
            case Cosine cosine -> new Cosine(wouldPass.getOrDefault("min", cosine.min()));
            case Ignore ignore -> ignore;
        };
    }
}
