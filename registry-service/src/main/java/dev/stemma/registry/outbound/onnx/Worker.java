package dev.stemma.registry.outbound.onnx;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running worker process under watch. */
final class Worker implements AutoCloseable {
    private static final int KEPT_ERROR_BYTES = 8192;
    private static final long REAP_SECONDS = 10;

    private final Process process;
    private final CompletableFuture<String> errors = new CompletableFuture<>();
    private volatile boolean overdue;

    private Worker(Process process) {
        this.process = process;
    }

    /** Starts a process with an environment that holds nothing of the server's. */
    static Worker start(List<String> command, Path workingDirectory, Duration wall) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        Worker worker = new Worker(builder.start());
        Thread.ofVirtual().name("worker-watch").start(() -> worker.watch(wall));
        Thread.ofVirtual().name("worker-errors").start(worker::drainErrors);
        return worker;
    }

    private void watch(Duration wall) {
        try {
            if (!process.waitFor(wall.toMillis(), TimeUnit.MILLISECONDS)) {
                overdue = true;
                ProcessTree.kill(process.toHandle());
            }
        } catch (InterruptedException e) {
            ProcessTree.kill(process.toHandle());
        }
    }

    private void drainErrors() {
        try (InputStream in = process.getErrorStream()) {
            byte[] kept = in.readNBytes(KEPT_ERROR_BYTES);
            in.transferTo(OutputStream.nullOutputStream());
            errors.complete(new String(kept, StandardCharsets.UTF_8));
        } catch (IOException e) {
            errors.complete("");
        }
    }

    Process process() {
        return process;
    }

    DataInputStream answers() {
        return new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    DataOutputStream commands() {
        return new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** Waits for the end, which the watch brings about if nothing else does. */
    int exitStatus() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    boolean wasOverdue() {
        return overdue;
    }

    /** The first 8 KiB it wrote to its standard error. */
    String errors() {
        return errors.completeOnTimeout("", REAP_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            ProcessTree.kill(process.toHandle());
        }
        try {
            if (!process.waitFor(REAP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A worker does not die: process " + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
