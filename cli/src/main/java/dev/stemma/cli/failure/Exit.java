package dev.stemma.cli.failure;

/** What the process's exit code says. Treat an unknown code as a failure; more may be added. */
public enum Exit {
    /** Done. */
    OK(0, "success"),
    /** Failed, and no better code exists. */
    FAILED(1, "failed, no better code"),
    /** Wrong usage or invalid input. */
    USAGE(2, "wrong usage or invalid input"),
    /** The thing named does not exist, or may not be seen. */
    NOT_FOUND(3, "not found"),
    /** Not logged in, or not allowed. */
    DENIED(4, "authentication or permission"),
    /** Someone else was faster, or the name is taken. */
    CONFLICT(5, "conflict: it moved since you looked, or is taken"),
    /** The command worked, and the answer is no. */
    REFUSED(6, "refused: it worked, and the answer is no (gate, validation)"),
    /** Bytes are not what their digest says. */
    INTEGRITY(7, "integrity: bytes are not what their digest says"),
    /** A retry may help. */
    UNAVAILABLE(8, "unavailable: a retry may help"),
    /** Some of several things failed. */
    PARTIAL(9, "partial: some of several failed"),
    /** Interrupted by the user. */
    INTERRUPTED(130, "interrupted (Ctrl-C)");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** One line for {@code stemma help exit-codes}. */
    public String meaning() {
        return meaning;
    }

    /** The exit for a number, {@link #FAILED} when it is none of ours. */
    public static Exit of(int code) {
        for (Exit exit : values()) {
            if (exit.code == code) {
                return exit;
            }
        }
        return FAILED;
    }
}
