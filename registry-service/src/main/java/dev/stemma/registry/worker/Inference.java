package dev.stemma.registry.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One model in ONNX Runtime: one thread, no graph optimisation (it would compute a bomb's constants while loading), no arena.
 * The model is loaded from memory, so that nothing has to be opened once the runtime is up.
 */
final class Inference implements AutoCloseable {
    private final Path model;
    private final List<String> outputs;
    private final long maxOutputBytes;
    private final OrtEnvironment environment =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "stemma");
    private @Nullable OrtSession session;

    /**
     * What a run gave.
     *
     * @param nanos how long it took
     * @param outputs in the order asked for
     */
    record Answer(long nanos, List<WorkerTensor> outputs) {}

    Inference(Path model, List<String> outputs, long maxOutputBytes) {
        this.model = model;
        this.outputs = outputs;
        this.maxOutputBytes = maxOutputBytes;
    }

    void load() throws IOException, InferenceException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                FileChannel file = FileChannel.open(model)) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            session = environment.createSession(bytes, options);
        } catch (OrtException e) {
            throw failure("LOAD_FAILED", e);
        }
    }

    Answer run(List<WorkerTensor> inputs) throws InferenceException {
        Map<String, OnnxTensor> named = new HashMap<>();
        try {
            for (WorkerTensor input : inputs) {
                named.put(input.name(), OrtTensors.toOrt(environment, input));
            }
            long start = System.nanoTime();
            try (OrtSession.Result result = loaded().run(named, new LinkedHashSet<>(outputs))) {
                long nanos = System.nanoTime() - start;
                return new Answer(nanos, collect(result));
            }
        } catch (OrtException e) {
            throw failure("INFERENCE_ERROR", e);
        } finally {
            named.values().forEach(OnnxTensor::close);
        }
    }

    private OrtSession loaded() {
        if (session == null) {
            throw new IllegalStateException("Not loaded");
        }
        return session;
    }

    private List<WorkerTensor> collect(OrtSession.Result result) throws OrtException, InferenceException {
        List<WorkerTensor> collected = new ArrayList<>();
        long left = maxOutputBytes;
        for (Map.Entry<String, OnnxValue> output : result) {
            if (!(output.getValue() instanceof OnnxTensor tensor)) {
                throw new InferenceException("INFERENCE_ERROR", "output is no tensor");
            }
            WorkerTensor copy = OrtTensors.fromOrt(output.getKey(), tensor, left);
            left -= copy.data().remaining();
            collected.add(copy);
        }
        return collected;
    }

    private static InferenceException failure(String code, OrtException e) {
        String message = String.valueOf(e.getMessage());
        boolean memory = message.contains("bad_alloc") || message.contains("Failed to allocate memory");
        return new InferenceException(memory ? "RESOURCE_MEMORY" : code, e.getCode() + " " + message);
    }

    @Override
    public void close() {
        // The process ends next; tearing a large session down would only take time.
    }
}
