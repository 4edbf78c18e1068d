package dev.stemma.registry.outbound.onnx;

import dev.stemma.format.OnnxFiles;
import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.RunRequest;
import dev.stemma.registry.model.validation.Tensor;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server that runs an endless model, says which process does, and waits to be killed. */
final class DyingServer {
    private DyingServer() {}

    public static void main(String[] arguments) throws Exception {
        byte[] model = OnnxFiles.endlessLoop().toBytes();
        RunRequest.ModelBytes bytes = new RunRequest.ModelBytes() {
            @Override
            public long size() {
                return model.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(model);
            }
        };
        RunRequest.CaseInputs inputs = () -> {
            ProcessHandle.current().children().forEach(child -> System.out.println(child.pid()));
            return List.of(new Tensor("x", ElementType.FLOAT32, List.of(1L), ByteBuffer.allocate(4)));
        };
        OnnxModelRuntime runtime = new OnnxModelRuntime(OnnxSettings.defaults(Path.of(arguments[0])));
        runtime.run(
                new RunRequest(bytes, List.of("y"), List.of(inputs), 1, Optional.of(Duration.ofMinutes(5))),
                (index, repetition, outputs, took) -> {});
    }
}
