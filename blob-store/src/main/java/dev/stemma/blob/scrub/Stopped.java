package dev.stemma.blob.scrub;

/** A scrub was told to stop. What it had found stays marked. */
public final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stopped() {
        super("the scrub was stopped");
    }
}
