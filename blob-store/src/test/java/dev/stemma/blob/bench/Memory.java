package dev.stemma.blob.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the process has needed at most. */
final class Memory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private Memory() {}

    /** One line; the peaks of the heap's parts are added up, so the heap never held more than is said. */
    static String report() throws IOException {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(Memory::peak)
                .sum();
        return String.format(
                Locale.ROOT,
                "heap in use at most %.0f MiB of %.0f MiB, memory resident at most %s",
                mebibytes(heap),
                mebibytes(Runtime.getRuntime().maxMemory()),
                resident());
    }

    private static long peak(MemoryPoolMXBean pool) {
        return pool.getPeakUsage().getUsed();
    }

    private static String resident() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return "unknown";
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .map(kib -> kib / 1024 + " MiB")
                .findFirst()
                .orElse("unknown");
    }

    private static double mebibytes(long bytes) {
        return bytes / 1048576.0;
    }
}
