package dev.stemma.registry.model;

/** Something the registry stands on is missing, full, damaged or out of reach. */
public final class Unavailable extends StemmaException {

    private static final long serialVersionUID = 1L;

    public Unavailable(ErrorCode code, String sentence) {
        super(code, sentence);
    }
}
