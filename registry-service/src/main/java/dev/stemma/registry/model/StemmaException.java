package dev.stemma.registry.model;

/**
 * What the registry answers when it can't do what was asked. The message is one sentence for the caller: what, which, and what to do.
 * It holds no internals. HTTP statuses are given by the doors ({@code inbound}), not here.
 */
public abstract sealed class StemmaException extends RuntimeException
        permits InvalidInput, NotFound, Conflict, Denied, Unavailable {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    StemmaException(ErrorCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    /** The stable code. */
    public ErrorCode code() {
        return code;
    }
}
