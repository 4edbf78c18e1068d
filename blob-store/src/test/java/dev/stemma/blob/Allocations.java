package dev.stemma.blob;

import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates, to catch memory taken on the word of hostile bytes. */
public final class Allocations {

    private Allocations() {}

    /** Bytes that this thread has allocated so far. */
    public static long bytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
