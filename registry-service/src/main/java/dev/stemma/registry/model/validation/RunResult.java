package dev.stemma.registry.model.validation;

import java.time.Duration;

/** How a run ended. What {@link RunSink} was told counts only when it ended well. */
public sealed interface RunResult {
    /**
     * Every case was run.
     *
     * @param load how long loading the model took
     * @param memoryPeakBytes the process's largest resident size, 0 when unknown; its own word
     */
    record Completed(Duration load, long memoryPeakBytes) implements RunResult {}

    /**
     * It was not run to its end.
     *
     * @param error why
     * @param loaded whether the model was loaded at least
     */
    record Stopped(Report.ReportError error, boolean loaded) implements RunResult {}
}
