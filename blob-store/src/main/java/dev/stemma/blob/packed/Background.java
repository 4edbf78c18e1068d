package dev.stemma.blob.packed;

import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** One piece of work on a virtual thread, whose failure comes out, as it was thrown, where it is waited for. */
final class Background {

    private final FutureTask<Boolean> task;

    private Background(Runnable work) {
        this.task = new FutureTask<>(work, true);
    }

    static Background start(String name, Runnable work) {
        Background background = new Background(work);
        Thread.ofVirtual().name(name).start(background.task);
        return background;
    }

    /** Waits for the end of the work; may be called again and then answers alike. */
    void await() throws InterruptedIOException {
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the object store");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /** Waits for the end of the work, however it ends and even if this thread is interrupted. */
    void settle() {
        boolean interrupted = false;
        while (task.state() == FutureTask.State.RUNNING) {
            try {
                task.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                // Told to whoever awaits it.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
