package dev.stemma.registry.flow.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stemma.registry.model.validation.Comparison;
import dev.stemma.registry.model.validation.Report;
import dev.stemma.registry.model.validation.Report.CaseReport;
import dev.stemma.registry.model.validation.Report.Check;
import dev.stemma.registry.model.validation.Report.OutputReport;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.model.validation.RuntimeFacts;
import dev.stemma.registry.model.validation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The JSON form of reports, held against the documented example. */
final class ReportJsonTest {
    private static final RuntimeFacts RUNTIME =
            new RuntimeFacts("onnxruntime", "1.29.0", "cpu", 1, "none", "process", "amd64", "Linux 6.1");

    private static Report example() {
        Comparison comparison = new Comparison(
                "cosine",
                false,
                new TreeMap<>(Map.of("min", 0.98)),
                new TreeMap<>(Map.of("min", 0.9713, "maxAbs", 0.42)),
                new TreeMap<>(Map.of("min", 0.9713)),
                Optional.of(new Comparison.Worst(List.of(0L, 3L, 211L), 0.118, 0.1222)),
                "cosine 0.9713 is below 0.98; min: 0.9713 would pass");
        return new Report(
                Verdict.FAILED,
                new Report.Subject(
                        "acme/minilm:v2",
                        "sha256:891809c735ff5e4e047caeba0599a3213ebf6cdb7f519b68237a5ca09a5b1812",
                        Optional.of("suite:acme/minilm-golden:v2"),
                        Optional.of("sha256:f8ebd43dbef1f029bf4930c65c9b7c5cc76af476927cee861ff18fcc73bfc4ab")),
                new Report.Summary(16, 15, 1, 0),
                RUNTIME,
                List.of(
                        new Check("parse", true, 12, ""),
                        new Check("load", true, 228, ""),
                        new Check("finite", true, 0, "")),
                List.of(new CaseReport(
                        "case-07",
                        Verdict.FAILED,
                        8.7,
                        List.of(new OutputReport("last_hidden_state", Verdict.FAILED, List.of(comparison))))),
                Optional.of(new Report.Latency(8.6, 21.4, 16)),
                Optional.of(327155712L),
                Optional.empty());
    }

    @Test
    void writesTheDocumentedExample() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        String documented = Files.readString(Path.of("../docs/api/examples/report.json"));
        assertEquals(mapper.readTree(documented), mapper.readTree(ReportJson.write(example())));
    }

    @Test
    void readsBackWhatItWrites() throws IOException {
        assertEquals(example(), ReportJson.read(ReportJson.write(example())));
        Report broken = new Report(
                Verdict.ERROR,
                new Report.Subject("acme/m:v1", "sha256:0", Optional.empty(), Optional.empty()),
                new Report.Summary(0, 0, 0, 0),
                RUNTIME,
                List.of(new Check("parse", false, 0.5, "The file is empty")),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Report.ReportError(ReportCode.ONNX_EMPTY, "The file is empty")));
        assertEquals(broken, ReportJson.read(ReportJson.write(broken)));
    }

    @Test
    void numbersThatJsonHasNoWordsForAreStrings() throws IOException {
        Comparison comparison = new Comparison(
                "allclose",
                false,
                new TreeMap<>(Map.of("atol", 1e-5)),
                new TreeMap<>(Map.of("maxAbs", Double.POSITIVE_INFINITY)),
                new TreeMap<>(),
                Optional.of(new Comparison.Worst(List.of(), 1, Double.NaN)),
                "not close");
        Report report = new Report(
                Verdict.FAILED,
                new Report.Subject("acme/m:v1", "sha256:0", Optional.of("s"), Optional.of("d")),
                new Report.Summary(1, 0, 1, 0),
                RUNTIME,
                List.of(),
                List.of(new CaseReport(
                        "a", Verdict.FAILED, 1, List.of(new OutputReport("y", Verdict.FAILED, List.of(comparison))))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        String text = ReportJson.write(report);
        assertTrue(text.contains("\"maxAbs\": \"Infinity\"") && text.contains("\"actual\": \"NaN\""), text);
        assertEquals(report, ReportJson.read(text));
    }
}
