package dev.stemma.cli.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlansTest {

    @Test
    void aLocationCountsFromTheFileThatNamesIt() {
        assertEquals(Optional.of("weights.bin"), Plans.target("model.onnx", "weights.bin"));
        assertEquals(Optional.of("onnx/weights.bin"), Plans.target("onnx/model.onnx", "./weights.bin"));
        assertEquals(Optional.of("shared/w"), Plans.target("onnx/model.onnx", "../shared//w"));
    }

    @Test
    void aLocationOutsideTheVersionMeansNothing() {
        assertEquals(Optional.empty(), Plans.target("model.onnx", "../weights.bin"));
        assertEquals(Optional.empty(), Plans.target("a/model.onnx", "../../a/weights.bin"));
        assertEquals(Optional.empty(), Plans.target("model.onnx", "/weights.bin"));
    }
}
