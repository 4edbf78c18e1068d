package dev.stemma.registry.outbound.onnx;

import java.time.Instant;
import java.util.Optional;

/** A note on a process that tells it from a later one with the same number: the number, and when it started. */
final class ProcessMark {
    private ProcessMark() {}

    static String of(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toString).orElse("");
    }

    /** Kills the process noted, with all that it started, if it still runs. */
    static void kill(String mark) {
        String[] parts = mark.split(" ", 2);
        if (parts.length == 2 && parts[0].matches("\\d{1,10}")) {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[0]));
            process.filter(found -> of(found).equals(mark)).ifPresent(ProcessTree::kill);
        }
    }
}
