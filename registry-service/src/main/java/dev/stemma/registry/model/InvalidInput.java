package dev.stemma.registry.model;

/** What was sent can't be accepted as it is: grammar, digest, size, format. */
public final class InvalidInput extends StemmaException {

    private static final long serialVersionUID = 1L;

    public InvalidInput(ErrorCode code, String sentence) {
        super(code, sentence);
    }
}
