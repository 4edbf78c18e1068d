package dev.stemma.registry.flow.validate;

import static dev.stemma.format.OnnxFiles.FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.format.OnnxFiles;
import dev.stemma.format.Proto;
import dev.stemma.registry.model.ModelInterface;
import dev.stemma.registry.model.validation.Comparison;
import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.Report;
import dev.stemma.registry.model.validation.Tensor;
import dev.stemma.registry.model.validation.Verdict;
import dev.stemma.registry.outbound.onnx.OnnxModelRuntime;
import dev.stemma.registry.outbound.onnx.OnnxSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions on suites, with the real runtime: what a report says. The model is y = x * [2, 3]. */
final class ValidatorTest {
    @TempDir
    static Path work;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static OnnxModelRuntime runtime;

    @BeforeAll
    static void open() {
        runtime = new OnnxModelRuntime(OnnxSettings.defaults(work));
    }

    @AfterAll
    static void close() throws IOException {
        runtime.close();
    }

    private static Tensor floats(String name, float... values) {
        return new Tensor(
                name, ElementType.FLOAT32, List.of((long) values.length), ByteBuffer.wrap(OnnxFiles.floats(values)));
    }

    private static byte[] npz(Tensor... tensors) {
        try {
            return Npz.write(List.of(tensors));
        } catch (Unusable e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] pb(String name, float... values) {
        return OnnxFiles.tensor(name, FLOAT, OnnxFiles.floats(values), values.length)
                .toBytes();
    }

    private static MapFiles model(byte[] file) {
        return new MapFiles().with("model.onnx", file);
    }

    private static MapFiles scaling() {
        return model(OnnxFiles.scaling().toBytes());
    }

    private static Report validate(MapFiles model, MapFiles suite) throws IOException {
        Report.Subject subject =
                new Report.Subject("acme/m:v1", "sha256:0", Optional.of("suite:acme/s:v1"), Optional.of("sha256:1"));
        return new Validator(runtime).validate(subject, model, Optional.of(suite));
    }

    private static Report smoke(MapFiles model) throws IOException {
        Report.Subject subject = new Report.Subject("acme/m:v1", "sha256:0", Optional.empty(), Optional.empty());
        return new Validator(runtime).validate(subject, model, Optional.empty());
    }

    private static void assertError(String code, Report report) {
        assertEquals(Verdict.ERROR, report.verdict());
        assertEquals(code, report.error().orElseThrow().code().name(), ReportJson.write(report));
    }

    @Test
    void everyLayoutOfCasesIsUnderstood() throws IOException {
        MapFiles suite = new MapFiles()
                .with("README.md", "not a case")
                .with("a/inputs.npz", npz(floats("x", 1, 1)))
                .with("a/expected.npz", npz(floats("y", 2, 3)))
                .with(
                        "b/inputs.json",
                        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[2,2]}]}")
                .with(
                        "b/expected.json",
                        "{\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[4,6]}]}")
                .with("test_data_set_0/input_0.pb", pb("x", 3, 3))
                .with("test_data_set_0/output_0.pb", pb("", 6, 9))
                .with(
                        "mixed/inputs.json",
                        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[2,2]}]}")
                .with("mixed/expected.npz", npz(floats("y", 4, 6)));
        Report report = validate(scaling(), suite);
        assertEquals(Verdict.PASSED, report.verdict(), ReportJson.write(report));
        assertEquals(
                List.of("a", "b", "mixed", "test_data_set_0"),
                report.cases().stream().map(Report.CaseReport::id).toList());
        assertEquals(new Report.Summary(4, 4, 0, 0), report.summary());
        assertEquals(
                List.of("parse", "load", "finite", "shapes"),
                report.checks().stream().map(Report.Check::name).toList());
    }

    @Test
    void aFailureNamesTheToleranceThatWouldHavePassedAndItDoes() throws IOException {
        MapFiles suite = new MapFiles()
                .with("a/inputs.npz", npz(floats("x", 1, 1)))
                .with("a/expected.npz", npz(floats("y", 2, 3.5f)))
                .with("b/inputs.npz", npz(floats("x", 1, 2)))
                .with("b/expected.npz", npz(floats("y", 2, 6)));
        Report report = validate(scaling(), suite);
        assertEquals(Verdict.FAILED, report.verdict());
        assertEquals(new Report.Summary(2, 1, 1, 0), report.summary());
        Comparison comparison =
                report.cases().getFirst().outputs().getFirst().comparisons().getFirst();
        assertEquals(
                new Comparison.Worst(List.of(1L), 3.5, 3), comparison.worst().orElseThrow());
        suite.with(
                "suite.yaml",
                "outputs: { y: { compare: [ { allclose: { atol: "
                        + comparison.wouldPass().get("atol") + " } } ] } }");
        assertEquals(Verdict.PASSED, validate(scaling(), suite).verdict());
    }

    @Test
    void recordingWritesWhatTheModelAnswersAndValidatingItPasses() throws IOException {
        MapFiles suite = new MapFiles()
                .with("suite.yaml", "run: { repeat: 3 }")
                .with("a/inputs.npz", npz(floats("x", 1, -1)))
                .with("a/expected.npz", npz(floats("y", 0, 0)))
                .with("test_data_set_0/input_0.pb", pb("x", 3, 3))
                .with("test_data_set_0/output_0.pb", pb("y", 0, 0));
        Recorder.Recorded recorded =
                assertInstanceOf(Recorder.Recorded.class, new Recorder(runtime).record(scaling(), suite));
        assertEquals(List.of("a/inputs.npz", "suite.yaml", "test_data_set_0/input_0.pb"), recorded.kept());
        assertEquals(
                List.of("a/expected.npz", "test_data_set_0/expected.npz"),
                List.copyOf(recorded.written().keySet()));
        MapFiles result = new MapFiles();
        recorded.kept().forEach(path -> result.with(path, suite.content(path)));
        recorded.written().forEach(result::with);
        Report report = validate(scaling(), result);
        assertEquals(Verdict.PASSED, report.verdict(), ReportJson.write(report));
        assertEquals(6, report.latency().orElseThrow().runs());
        assertTrue(report.checks().stream().anyMatch(check -> check.name().equals("deterministic") && check.ok()));
    }

    @Test
    void inputsWithoutExpectationsCanOnlyBeRecorded() throws IOException {
        MapFiles suite = new MapFiles().with("a/inputs.npz", npz(floats("x", 1, 1)));
        assertError("SUITE_INVALID", validate(scaling(), suite));
    }

    @Test
    void suitesThatMakeNoSenseAreSaidToBeSo() throws IOException {
        assertError("SUITE_INVALID", validate(scaling(), new MapFiles().with("README.md", "nothing")));
        assertError(
                "SUITE_INVALID", validate(scaling(), new MapFiles().with("a/expected.npz", npz(floats("y", 1, 1)))));
        assertError("SUITE_INVALID", validate(scaling(), new MapFiles().with("inputs.npz", npz(floats("x", 1, 1)))));
        MapFiles damaged =
                new MapFiles().with("a/inputs.npz", npz(floats("x", 1, 1))).with("a/expected.npz", "oops");
        assertError("SUITE_INVALID", validate(scaling(), damaged));
        MapFiles wrong = new MapFiles()
                .with("a/inputs.npz", npz(floats("z", 1, 1)))
                .with("a/expected.npz", npz(floats("y", 2, 3)));
        assertError("INPUT_MISMATCH", validate(scaling(), wrong));
        MapFiles longer = new MapFiles()
                .with("a/inputs.npz", npz(floats("x", 1, 1, 1)))
                .with("a/expected.npz", npz(floats("y", 2, 3)));
        assertError("INPUT_MISMATCH", validate(scaling(), longer));
    }

    @Test
    void otherShapesAndMissingOutputsFail() throws IOException {
        MapFiles suite = new MapFiles()
                .with("a/inputs.npz", npz(floats("x", 1, 1)))
                .with("a/expected.npz", npz(floats("y", 2, 3, 4), floats("z", 1)));
        Report report = validate(scaling(), suite);
        assertEquals(Verdict.FAILED, report.verdict());
        assertEquals(
                List.of("shape", "present"),
                report.cases().getFirst().outputs().stream()
                        .map(output -> output.comparisons().getFirst().comparator())
                        .toList());
    }

    @Test
    void withoutASuiteAModelIsOnlySmokeTested() throws IOException {
        Report report = smoke(scaling());
        assertEquals(Verdict.SMOKE, report.verdict(), ReportJson.write(report));
        assertEquals(
                List.of("parse", "load", "finite", "shapes", "deterministic"),
                report.checks().stream().map(Report.Check::name).toList());
    }

    @Test
    void modelsWhoseOutputsAreNotFiniteOrChangeFail() throws IOException {
        Proto divides = OnnxFiles.model(OnnxFiles.graph(
                List.of(OnnxFiles.node("Div", List.of("x", "zero"), List.of("y"))),
                List.of(OnnxFiles.value("x", FLOAT, 2)),
                List.of(OnnxFiles.value("y", FLOAT, 2)),
                OnnxFiles.tensor("zero", FLOAT, OnnxFiles.floats(0, 0), 2)));
        Proto rolls = OnnxFiles.model(OnnxFiles.graph(
                List.of(OnnxFiles.node("RandomNormalLike", List.of("x"), List.of("y"))),
                List.of(OnnxFiles.value("x", FLOAT, 2)),
                List.of(OnnxFiles.value("y", FLOAT, 2))));
        for (Map.Entry<String, Proto> each :
                Map.of("finite", divides, "deterministic", rolls).entrySet()) {
            Report report = smoke(model(each.getValue().toBytes()));
            assertEquals(Verdict.FAILED, report.verdict());
            assertEquals(
                    List.of(each.getKey()),
                    report.checks().stream()
                            .filter(check -> !check.ok())
                            .map(Report.Check::name)
                            .toList());
        }
        MapFiles inputs = new MapFiles().with("a/inputs.npz", npz(floats("x", 1, 1)));
        assertInstanceOf(Recorder.NotRecorded.class, new Recorder(runtime).record(model(rolls.toBytes()), inputs));
    }

    @Test
    void filesThatAreNoModelAreRefusedBeforeTheyAreLoaded() throws IOException {
        assertError("FORMAT_MISMATCH", smoke(new MapFiles().with("model.onnx", "<!doctype html>")));
        assertError("FORMAT_MISMATCH", smoke(new MapFiles().with("model.onnx", "PK\3\4 and so on")));
        assertError("ONNX_EMPTY", smoke(model(new byte[0])));
        assertError("ONNX_MALFORMED", smoke(model(new byte[] {8})));
        assertError("ONNX_TOO_DEEP", smoke(model(OnnxFiles.functionChain(1000).toBytes())));
        assertError("ONNX_EXPANSION", smoke(model(OnnxFiles.functionTree(6, 10).toBytes())));
        assertError(
                "EXTERNAL_DATA",
                smoke(model(OnnxFiles.model(OnnxFiles.graph(
                                List.of(), List.of(), List.of(), OnnxFiles.external("w", "/etc/passwd")))
                        .toBytes())));
        assertError(
                "ONNX_OP_FORBIDDEN",
                smoke(model(OnnxFiles.model(OnnxFiles.graph(
                                List.of(OnnxFiles.node("com.microsoft", "EPContext", List.of("x"), List.of("y"))),
                                List.of(),
                                List.of()))
                        .toBytes())));
        assertError("MODEL_NOT_SINGLE", smoke(new MapFiles().with("README.md", "no model")));
        assertError(
                "MODEL_NOT_SINGLE",
                smoke(scaling().with("other.onnx", OnnxFiles.scaling().toBytes())));
    }

    @Test
    void theInterfaceIsReadWithoutRunningTheModel() throws IOException {
        ModelInterface found = ModelInterfaces.read(scaling()).orElseThrow();
        assertEquals(Map.of("ai.onnx", 17L), found.opsets());
        assertEquals(List.of(new ModelInterface.Value("x", "float32", List.of("2"))), found.inputs());
        assertEquals(Optional.empty(), ModelInterfaces.read(new MapFiles().with("model.onnx", "text")));
    }

    @Test
    void aModelIsFoundByContentWhereNoNameTells() throws IOException {
        MapFiles files = new MapFiles()
                .with("weights.bin", OnnxFiles.scaling().toBytes())
                .with("README.md", "text");
        assertEquals(Verdict.SMOKE, smoke(files).verdict());
    }

    @Test
    void whatTheRuntimeCannotLoadIsAnError() throws IOException {
        Proto unknown = OnnxFiles.model(OnnxFiles.graph(
                List.of(OnnxFiles.node("DoEvil", List.of("x"), List.of("y"))),
                List.of(OnnxFiles.value("x", FLOAT, 2)),
                List.of(OnnxFiles.value("y", FLOAT, 2))));
        assertError("LOAD_FAILED", smoke(model(unknown.toBytes())));
    }
}
