package dev.stemma.registry.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process has used. */
final class Memory {
    private Memory() {}

    /** The largest resident size so far; 0 where the system does not say. */
    static long peakBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
