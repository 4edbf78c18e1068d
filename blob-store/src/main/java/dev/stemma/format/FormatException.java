package dev.stemma.format;

/** The bytes can't be read as the format expected. The message is one sentence, safe to show: it quotes no raw content. */
public final class FormatException extends Exception {
    private static final long serialVersionUID = 1;

    /** What is wrong with the bytes. */
    public enum Problem {
        /** No bytes at all. */
        EMPTY,
        /** Not the format, or cut, or with something behind it, or ambiguous. */
        MALFORMED,
        /** Nested deeper than any real model is. */
        TOO_DEEP,
        /** More of something, or a longer name, than a reader takes. */
        LIMIT,
        /** A tensor whose type, shape and data contradict each other. */
        TENSOR
    }

    private final Problem problem;

    FormatException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    static FormatException malformed(String message) {
        return new FormatException(Problem.MALFORMED, message);
    }

    static FormatException limit(String message) {
        return new FormatException(Problem.LIMIT, message);
    }

    static FormatException tensor(String message) {
        return new FormatException(Problem.TENSOR, message);
    }

    /** Returns the sort of problem. */
    public Problem problem() {
        return problem;
    }
}
