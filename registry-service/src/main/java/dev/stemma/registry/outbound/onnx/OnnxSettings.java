package dev.stemma.registry.outbound.onnx;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How models are run.
 *
 * @param workDir folder for the workers' files; made when missing, and shared by the servers of one machine
 * @param timeout the time a small model on few inputs may take; larger ones get more
 * @param maxTimeout the most that any job may take
 * @param memoryBytes address space of a worker beyond what the model's size adds; at least 1 GiB for the process itself
 * @param maxOutputBytes the most bytes that the outputs of one run may have together
 */
public record OnnxSettings(Path workDir, Duration timeout, Duration maxTimeout, long memoryBytes, long maxOutputBytes) {
    /** What suits most models. */
    public static OnnxSettings defaults(Path workDir) {
        return new OnnxSettings(workDir, Duration.ofSeconds(60), Duration.ofMinutes(10), 3L << 30, 64L << 20);
    }
}
