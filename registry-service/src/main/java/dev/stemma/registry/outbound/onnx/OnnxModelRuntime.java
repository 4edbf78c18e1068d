package dev.stemma.registry.outbound.onnx;

import dev.stemma.registry.model.validation.Report.ReportError;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.model.validation.RunRequest;
import dev.stemma.registry.model.validation.RunResult;
import dev.stemma.registry.model.validation.RunSink;
import dev.stemma.registry.model.validation.RuntimeFacts;
import dev.stemma.registry.port.ModelRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs models by ONNX Runtime, each job in a process of its own. Safe for use by several threads. */
public final class OnnxModelRuntime implements ModelRuntime, AutoCloseable {
    private static final Pattern VERSION = Pattern.compile("onnxruntime-(\\d[\\w.-]*)\\.jar");

    private final OnnxSettings settings;
    private final WorkerCommand command = new WorkerCommand();
    private final Set<Worker> running = ConcurrentHashMap.newKeySet();
    private @Nullable Workshop workshop;
    private boolean closed;

    /** What all jobs share: the server's folder, and the native libraries in it. */
    private record Workshop(WorkRoom room, Path natives) {}

    /** Makes a runtime; files are written at its first use. */
    public OnnxModelRuntime(OnnxSettings settings) {
        this.settings = settings;
    }

    @Override
    public RuntimeFacts facts() {
        Matcher version =
                VERSION.matcher(WorkerCommand.place(WorkerCommand.RUNTIME).toString());
        return new RuntimeFacts(
                "onnxruntime",
                version.find() ? version.group(1) : "unknown",
                "cpu",
                1,
                "none",
                "process",
                System.getProperty("os.arch"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    @Override
    public RunResult run(RunRequest request, RunSink sink) throws IOException {
        String id = UUID.randomUUID().toString();
        Workshop shared = workshop();
        try (WorkRoom.Job job = shared.room.job(id)) {
            try (InputStream model = request.model().open()) {
                job.writeModel(model);
            }
            Limits limits = Limits.of(settings, request);
            Worker worker;
            try {
                worker = Worker.start(command.of(job, shared.natives, limits), job.workingDirectory(), limits.wall());
            } catch (IOException e) {
                return stopped(ReportCode.ISOLATION_UNAVAILABLE, "No process for the model could be started");
            }
            try (worker) {
                running.add(worker);
                job.mark(worker.process());
                return converse(
                        new Conversation(id, request, sink, settings.maxOutputBytes(), worker), job, worker, limits);
            } finally {
                running.remove(worker);
            }
        }
    }

    /** Only a complete conversation and a clean exit count; whatever else happens is the death of the worker. */
    private static RunResult converse(Conversation conversation, WorkRoom.Job job, Worker worker, Limits limits)
            throws IOException {
        try {
            RunResult result = conversation.hold(job.model().toString());
            if (worker.exitStatus() == 0 && !worker.wasOverdue()) {
                return result;
            }
        } catch (Conversation.CallerFailed e) {
            throw e.reason();
        } catch (IOException e) {
            // Died, or broke the rules; killed below if it still runs.
            settle(worker);
        }
        return new RunResult.Stopped(Reasons.ofDeath(worker, limits), conversation.loaded());
    }

    /** A worker whose pipes broke is dying by itself; one that broke the rules has to be killed. */
    private static void settle(Worker worker) {
        try {
            if (!worker.process().waitFor(2, TimeUnit.SECONDS)) {
                ProcessTree.kill(worker.process().toHandle());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ProcessTree.kill(worker.process().toHandle());
        }
    }

    private static RunResult stopped(ReportCode code, String detail) {
        return new RunResult.Stopped(new ReportError(code, detail), false);
    }

    private synchronized Workshop workshop() throws IOException {
        if (closed) {
            throw new IOException("The runtime is closed");
        }
        if (workshop == null) {
            WorkRoom room = WorkRoom.open(settings.workDir());
            Path natives = room.folder("native");
            NativeLibraries.unpack(natives);
            workshop = new Workshop(room, natives);
        }
        return workshop;
    }

    /** Kills what runs and clears the server's folder away. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        running.forEach(worker -> ProcessTree.kill(worker.process().toHandle()));
        if (workshop != null) {
            workshop.room.close();
            workshop = null;
        }
    }
}
