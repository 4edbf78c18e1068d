package dev.stemma.registry.outbound.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.format.OnnxFiles;
import dev.stemma.format.Proto;
import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.model.validation.RunRequest;
import dev.stemma.registry.model.validation.RunResult;
import dev.stemma.registry.model.validation.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers do what they are told, and whatever a model does, the server answers and nothing stays. */
final class OnnxModelRuntimeTest {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private OnnxModelRuntime runtime;

    @BeforeEach
    void open() {
        runtime = new OnnxModelRuntime(new OnnxSettings(
                folder.resolve("work"), Duration.ofSeconds(20), Duration.ofSeconds(30), 3L << 30, 4L << 20));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertEquals(List.of(), ProcessHandle.current().descendants().toList());
        runtime.close();
        try (Stream<Path> left = Files.list(Files.createDirectories(folder.resolve("work")))) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static RunRequest.ModelBytes bytes(byte[] file) {
        return new RunRequest.ModelBytes() {
            @Override
            public long size() {
                return file.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(file);
            }
        };
    }

    private static RunRequest request(Proto model, Optional<Duration> timeout, Tensor... inputs) {
        return new RunRequest(bytes(model.toBytes()), List.of("y"), List.of(() -> List.of(inputs)), 1, timeout);
    }

    private static Tensor floats(String name, float... values) {
        return new Tensor(
                name, ElementType.FLOAT32, List.of((long) values.length), ByteBuffer.wrap(OnnxFiles.floats(values)));
    }

    private RunResult run(Proto model, Tensor... inputs) throws IOException {
        return runtime.run(request(model, Optional.empty(), inputs), (index, repetition, outputs, took) -> {});
    }

    private void assertStopped(ReportCode code, RunResult result) {
        RunResult.Stopped stopped = assertInstanceOf(RunResult.Stopped.class, result);
        assertEquals(code, stopped.error().code(), stopped.error().detail());
        assertFalse(
                stopped.error().detail().contains("onnxruntime_src"),
                stopped.error().detail());
    }

    @Test
    void computesEachCaseAsOftenAsAsked() throws IOException {
        List<String> seen = new ArrayList<>();
        RunRequest request = new RunRequest(
                bytes(OnnxFiles.scaling().toBytes()),
                List.of("y"),
                List.of(() -> List.of(floats("x", 1, 1)), () -> List.of(floats("x", 10, -1))),
                2,
                Optional.empty());
        RunResult result = runtime.run(
                request,
                (index, repetition, outputs, took) -> seen.add(index + "/" + repetition + " " + outputs
                        + outputs.getFirst().number(0) + " "
                        + outputs.getFirst().number(1)));
        RunResult.Completed completed = assertInstanceOf(RunResult.Completed.class, result);
        assertEquals(
                List.of(
                        "0/0 [y float32[2]]2.0 3.0",
                        "0/1 [y float32[2]]2.0 3.0",
                        "1/0 [y float32[2]]20.0 -3.0",
                        "1/1 [y float32[2]]20.0 -3.0"),
                seen);
        assertTrue(completed.memoryPeakBytes() > 10_000_000, "peak " + completed.memoryPeakBytes());
    }

    @Test
    void carriesEveryTypeThatTheRuntimeTakesThroughUnchanged() throws IOException {
        for (ElementType type : ElementType.values()) {
            Proto model = OnnxFiles.model(OnnxFiles.graph(
                    List.of(OnnxFiles.node("Identity", List.of("x"), List.of("y"))),
                    List.of(OnnxFiles.value("x", type.onnx(), 2)),
                    List.of(OnnxFiles.value("y", type.onnx(), 2))));
            byte[] data = new byte[2 * type.bytes()];
            Arrays.fill(data, (byte) 1);
            Tensor input = type == ElementType.STRING
                    ? Tensor.ofStrings("x", List.of(2L), List.of("é", ""))
                    : new Tensor("x", type, List.of(2L), ByteBuffer.wrap(data));
            List<Tensor> got = new ArrayList<>();
            RunResult result = runtime.run(
                    request(model, Optional.empty(), input), (index, repetition, outputs, took) -> got.addAll(outputs));
            switch (type) {
                case UINT16, UINT32, UINT64 -> assertStopped(ReportCode.INPUT_MISMATCH, result);
                default -> {
                    assertInstanceOf(RunResult.Completed.class, result, type.toString());
                    assertTrue(got.getFirst().sameAs(input.named("y")), type.toString());
                }
            }
        }
    }

    @Test
    void anEndlessLoopIsATimeout() throws IOException {
        long start = System.nanoTime();
        RunResult result = runtime.run(
                request(OnnxFiles.endlessLoop(), Optional.of(Duration.ofSeconds(2)), floats("x", 1)),
                (index, repetition, outputs, took) -> {});
        assertStopped(ReportCode.RESOURCE_TIME, result);
        assertTrue(System.nanoTime() - start < 8_000_000_000L, "took too long");
    }

    @Test
    void aMemoryBombIsTooMuchMemory() throws IOException {
        assertStopped(ReportCode.RESOURCE_MEMORY, run(OnnxFiles.expansion(1L << 33), floats("x", 1)));
    }

    @Test
    void anOutputLargerThanTheLimitIsNotFetched() throws IOException {
        assertStopped(ReportCode.OUTPUT_TOO_LARGE, run(OnnxFiles.expansion((1 << 20) + 1), floats("x", 1)));
        assertInstanceOf(RunResult.Completed.class, run(OnnxFiles.expansion(1 << 20), floats("x", 1)));
    }

    /** The structure check refuses this model; without it the native stack overflows, and only the worker dies of it. */
    @Test
    void aModelThatCrashesTheRuntimeKillsOnlyItsWorker() throws IOException {
        assertStopped(ReportCode.WORKER_CRASHED, run(OnnxFiles.functionChain(8000), floats("x", 1, 2)));
        assertInstanceOf(RunResult.Completed.class, run(OnnxFiles.scaling(), floats("x", 1, 2)));
    }

    @Test
    void whatTheRuntimeRefusesIsSaidInWordsOfOurOwn() throws IOException {
        Proto unknown = OnnxFiles.model(OnnxFiles.graph(
                List.of(OnnxFiles.node("DoEvil", List.of("x"), List.of("y"))),
                List.of(OnnxFiles.value("x", OnnxFiles.FLOAT, 2)),
                List.of(OnnxFiles.value("y", OnnxFiles.FLOAT, 2))));
        assertStopped(ReportCode.LOAD_FAILED, run(unknown, floats("x", 1, 2)));
        assertStopped(ReportCode.INFERENCE_ERROR, run(OnnxFiles.scaling(), floats("x", 1, 2, 3)));
    }

    /** Not even with external data, which the structure check would refuse, does a model see a file of ours. */
    @Test
    void aWorkerHasNoFilesAroundIt() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "TOP SECRET ".repeat(10));
        for (String location : List.of(
                "secret.txt",
                "../../../secret.txt",
                "model.onnx",
                "../model.onnx",
                folder.resolve("secret.txt").toString())) {
            Proto model = OnnxFiles.model(OnnxFiles.graph(
                    List.of(OnnxFiles.node("Identity", List.of("w"), List.of("y"))),
                    List.of(),
                    List.of(OnnxFiles.value("y", OnnxFiles.UINT8, 64)),
                    OnnxFiles.external("w", location)));
            assertStopped(ReportCode.LOAD_FAILED, run(model));
        }
    }

    @Test
    void aWorkerLeavesNoFilesOutsideItsFolder() throws IOException {
        Path home = Path.of(System.getProperty("user.home"), ".cache", "Microsoft");
        boolean before = Files.exists(home);
        long start = System.currentTimeMillis();
        run(OnnxFiles.scaling(), floats("x", 1, 2));
        assertEquals(before, Files.exists(home));
        try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertEquals(
                    List.of(),
                    temporary
                            .filter(file -> file.getFileName().toString().startsWith("onnxruntime"))
                            .filter(file -> file.toFile().lastModified() >= start)
                            .toList());
        }
    }

    @Test
    void unreadableInputsAreTheCallersOwnFailure() {
        RunRequest request = new RunRequest(
                bytes(OnnxFiles.scaling().toBytes()),
                List.of("y"),
                List.of(() -> {
                    throw new IOException("store is down");
                }),
                1,
                Optional.empty());
        IOException failure =
                assertThrows(IOException.class, () -> runtime.run(request, (index, repetition, outputs, took) -> {}));
        assertEquals("store is down", failure.getMessage());
    }

    @Test
    void factsNameRuntimeAndIsolation() {
        assertEquals("onnxruntime 1.29.0 cpu threads=1", runtime.facts().line());
        assertEquals("process", runtime.facts().isolation());
        assertArrayEquals(new String[] {"none"}, new String[] {runtime.facts().optimization()});
    }
}
