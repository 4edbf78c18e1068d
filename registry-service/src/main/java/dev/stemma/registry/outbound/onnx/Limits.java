package dev.stemma.registry.outbound.onnx;

import dev.stemma.registry.model.validation.RunRequest;
import java.time.Duration;

/**
 * What one worker may use.
 *
 * @param wall from start to end
 * @param cpuSeconds of computing
 * @param heapMiB of the worker's own Java heap, which holds the outputs of one run
 * @param addressSpaceBytes in all
 */
record Limits(Duration wall, long cpuSeconds, long heapMiB, long addressSpaceBytes) {
    private static final int MODEL_COPIES = 4;
    private static final long BYTES_A_SECOND = 16L << 20;
    private static final long BYTES_A_RUN_SECOND = 128L << 20;
    private static final long MIB = 1 << 20;

    static Limits of(OnnxSettings settings, RunRequest request) {
        long size = request.model().size();
        Duration wall = request.timeout().orElseGet(() -> grown(settings.timeout(), size, runs(request)));
        Duration capped = wall.compareTo(settings.maxTimeout()) > 0 ? settings.maxTimeout() : wall;
        long heap = 64 + 2 * settings.maxOutputBytes() / MIB;
        return new Limits(
                capped, capped.toSeconds() + 2, heap, settings.memoryBytes() + heap * MIB + MODEL_COPIES * size);
    }

    private static long runs(RunRequest request) {
        return (long) request.cases().size() * request.repeat();
    }

    private static Duration grown(Duration base, long modelBytes, long runs) {
        return base.plusSeconds(modelBytes / BYTES_A_SECOND + runs * (modelBytes / BYTES_A_RUN_SECOND));
    }
}
