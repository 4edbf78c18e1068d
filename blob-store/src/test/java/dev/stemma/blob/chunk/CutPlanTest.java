package dev.stemma.blob.chunk;

import static dev.stemma.blob.chunk.Tensors.plain;
import static dev.stemma.blob.chunk.Tensors.varints;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.chunk.CutPlan.Region;
import dev.stemma.blob.chunk.CutPlan.Rule;
import dev.stemma.format.Tensor;
import dev.stemma.format.TensorTable;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CutPlanTest {

    @Test
    void aFileWithoutTensorsIsOneRegion() {
        assertEquals(List.of(content(0, Long.MAX_VALUE)), CutPlan.opaque(17).regions());
        assertEquals(17, CutPlan.opaque(17).sizeBytes());
        assertEquals(
                CutPlan.opaque(CutPlan.UNKNOWN_SIZE).regions(),
                CutPlan.of(TensorTable.OPAQUE, 17).regions());
    }

    @Test
    void tensorsAndWhatLiesBetweenThemTakeTurns() {
        assertEquals(
                List.of(
                        content(0, 100),
                        slices(100, 2100),
                        slices(2100, 4100),
                        content(4100, 5000),
                        slices(5000, 6024),
                        content(6024, Long.MAX_VALUE)),
                regions(6024, plain(2100, 2000), plain(100, 2000), plain(5000, 1024)));
    }

    @Test
    void smallAndEncodedTensorsArePartOfWhatLiesBetween() {
        assertEquals(List.of(content(0, Long.MAX_VALUE)), regions(9000, plain(10, 1023), varints(2000, 5000)));
    }

    @Test
    void tensorsThatDoNotLieWithinTheFileAreLeftOut() {
        assertEquals(
                List.of(slices(0, 2000), content(2000, Long.MAX_VALUE)),
                regions(
                        5000,
                        plain(0, 2000),
                        plain(4000, 1024),
                        plain(-1, 2000),
                        plain(Long.MAX_VALUE, 2000),
                        plain(3000, Long.MAX_VALUE)));
    }

    @Test
    void ofTensorsThatOverlapTheFirstCounts() {
        assertEquals(
                List.of(slices(0, 3000), slices(3000, 5000), content(5000, Long.MAX_VALUE)),
                regions(5000, plain(1000, 3000), plain(0, 3000), plain(0, 2000), plain(3000, 2000), plain(0, 3000)));
    }

    @Test
    void ofTooManyTensorsTheLargerOnesAreSliced() {
        int many = CutPlan.MOST_TENSORS + 1;
        List<Tensor> tensors = LongStream.range(0, many)
                .mapToObj(i -> plain(i * 3000, i % 2 == 0 ? 2000 : 3000))
                .toList();
        assertEquals(
                2 * (many / 2) + 1, CutPlan.of(tensors, many * 3000L).regions().size());
        List<Tensor> fewer = tensors.subList(0, many - 1);
        assertTrue(CutPlan.of(fewer, many * 3000L).regions().size() > many);
    }

    private static List<Region> regions(long size, Tensor... tensors) {
        return CutPlan.of(List.of(tensors), size).regions();
    }

    private static Region content(long start, long end) {
        return new Region(Rule.CONTENT, start, end);
    }

    private static Region slices(long start, long end) {
        return new Region(Rule.SLICES, start, end);
    }
}
