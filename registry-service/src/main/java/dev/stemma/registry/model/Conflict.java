package dev.stemma.registry.model;

/** The request does not fit the present state: something is taken, has moved, or is protected. */
public final class Conflict extends StemmaException {

    private static final long serialVersionUID = 1L;

    public Conflict(ErrorCode code, String sentence) {
        super(code, sentence);
    }
}
