package dev.stemma.blob.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Takes the time of work by the clock and by the processors, all threads of this process together. */
final class Meter {

    /** Work to be timed. */
    interface Work {
        void run() throws IOException;
    }

    /** What it took. */
    record Taken(long wallNanos, long cpuNanos) {

        static final Taken NOTHING = new Taken(0, 0);

        Taken plus(Taken other) {
            return new Taken(wallNanos + other.wallNanos, cpuNanos + other.cpuNanos);
        }

        double wallSeconds() {
            return wallNanos / 1e9;
        }

        double cpuSeconds() {
            return cpuNanos / 1e9;
        }

        /** Millions of bytes in a second of processor time. */
        double megabytesPerCpuSecond(long bytes) {
            return bytes / 1e6 / cpuSeconds();
        }

        /** Millions of bytes in a second. */
        double megabytesPerSecond(long bytes) {
            return bytes / 1e6 / wallSeconds();
        }
    }

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Meter() {}

    static Taken time(Work work) throws IOException {
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        work.run();
        return new Taken(System.nanoTime() - wall, SYSTEM.getProcessCpuTime() - cpu);
    }
}
