package dev.stemma.registry.outbound.onnx;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker and whatever it may have started. */
final class ProcessTree {
    private static final long PATIENCE_SECONDS = 5;

    private ProcessTree() {}

    /**
     * Kills the process, its descendants and its process group. The group catches what a descendant left behind by dying; it
     * exists only where the worker was started as leader of one.
     */
    static void kill(ProcessHandle root) {
        List<ProcessHandle> tree = root.descendants().toList();
        killGroup(root.pid());
        root.destroyForcibly();
        tree.forEach(ProcessHandle::destroyForcibly);
    }

    private static void killGroup(long leader) {
        try {
            Process kill = new ProcessBuilder("kill", "-KILL", "--", "-" + leader)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            // No such tool: the descendants are killed one by one.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
