package dev.stemma.registry.model;

/** The caller is unknown, or may not do this. */
public final class Denied extends StemmaException {

    private static final long serialVersionUID = 1L;

    public Denied(ErrorCode code, String sentence) {
        super(code, sentence);
    }
}
