package dev.stemma.registry.flow.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stemma.registry.model.validation.Comparison;
import dev.stemma.registry.model.validation.Report;
import dev.stemma.registry.model.validation.Verdict;
import dev.stemma.registry.outbound.onnx.OnnxModelRuntime;
import dev.stemma.registry.outbound.onnx.OnnxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example suite on real models: skipped where {@code script/example-models} has not fetched them. */
final class MiniLmTest {
    private static final Path ROOT = Path.of("..");
    private static final Path MODELS = ROOT.resolve(".build/models");
    private static final Path SUITE = ROOT.resolve("docs/examples/minilm/suite");

    @TempDir
    Path work;

    private static MapFiles model(String name) throws IOException {
        Path file = MODELS.resolve(name + ".onnx");
        Assumptions.assumeTrue(Files.exists(file), file + " is not there");
        return new MapFiles().with("model.onnx", Files.readAllBytes(file));
    }

    private static Report.Subject subject(String version) {
        return new Report.Subject(
                "demo/minilm:" + version,
                "sha256:" + "0".repeat(64),
                Optional.of("suite:demo/golden:v2"),
                Optional.of("sha256:" + "1".repeat(64)));
    }

    @Test
    void float32MeetsItsOwnRecordingAndInt8TheFloorThatQuantisationIsKnownToNeed() throws IOException {
        MapFiles float32 = model("all-minilm-l6-v2");
        MapFiles int8 = model("all-minilm-l6-v2-q");
        try (OnnxModelRuntime runtime = new OnnxModelRuntime(OnnxSettings.defaults(work))) {
            Recorder.Recorded recorded = assertInstanceOf(
                    Recorder.Recorded.class, new Recorder(runtime).record(float32, MapFiles.of(SUITE)));
            MapFiles suite = MapFiles.of(SUITE);
            recorded.written().forEach(suite::with);
            Report same = new Validator(runtime).validate(subject("v1"), float32, Optional.of(suite));
            assertEquals(Verdict.PASSED, same.verdict(), ReportJson.write(same));
            Report drifted = new Validator(runtime).validate(subject("v2"), int8, Optional.of(suite));
            List<Comparison> comparisons = drifted.cases().stream()
                    .flatMap(each -> each.outputs().stream())
                    .flatMap(output -> output.comparisons().stream())
                    .toList();
            System.out.println("measured cosines "
                    + comparisons.stream().map(Comparison::observed).toList());
            System.out.println("measured float32 load " + same.checks() + " latency " + same.latency() + " memory "
                    + same.memoryPeakBytes());
            System.out.println("measured int8 load " + drifted.checks() + " latency " + drifted.latency() + " memory "
                    + drifted.memoryPeakBytes());
            assertEquals(Verdict.PASSED, drifted.verdict(), ReportJson.write(drifted));
        }
    }
}
