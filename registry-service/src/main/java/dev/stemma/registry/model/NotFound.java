package dev.stemma.registry.model;

/** Something named does not exist, or the caller may not know that it does. */
public final class NotFound extends StemmaException {

    private static final long serialVersionUID = 1L;

    public NotFound(ErrorCode code, String sentence) {
        super(code, sentence);
    }
}
