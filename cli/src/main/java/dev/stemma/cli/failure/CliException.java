package dev.stemma.cli.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command could not do what was asked. Carries everything the error lines (or the JSON error) say. */
public final class CliException extends RuntimeException {
    private final Exit exit;
    private final String code;
    private final List<String> causes;
    private final @Nullable String hint;
    private final @Nullable String requestId;

    private CliException(
            Exit exit,
            String code,
            String message,
            List<String> causes,
            @Nullable String hint,
            @Nullable String requestId,
            @Nullable Throwable origin) {
        super(message, origin);
        this.exit = exit;
        this.code = code;
        this.causes = List.copyOf(causes);
        this.hint = hint;
        this.requestId = requestId;
    }

    /** A failure with a stable code in UPPER_SNAKE and one sentence in the user's words. */
    public static CliException of(Exit exit, String code, String message) {
        return new CliException(exit, code, message, List.of(), null, null, null);
    }

    /** Wrong usage: exit 2, code {@code USAGE}. */
    public static CliException usage(String message) {
        return of(Exit.USAGE, "USAGE", message);
    }

    /** Adds one cause; the error output shows the first two. */
    public CliException cause(String cause) {
        List<String> more = new java.util.ArrayList<>(causes);
        more.add(cause);
        return new CliException(exit, code, message(), more, hint, requestId, getCause());
    }

    /** Sets the next step, a command that can be pasted where there is one. */
    public CliException help(@Nullable String next) {
        return new CliException(exit, code, message(), causes, next, requestId, getCause());
    }

    /** Sets the server's request id. */
    public CliException request(@Nullable String id) {
        return new CliException(exit, code, message(), causes, hint, id, getCause());
    }

    /** Keeps the exception that this failure began with, for {@code --debug}. */
    public CliException from(Throwable origin) {
        return new CliException(exit, code, message(), causes, hint, requestId, origin);
    }

    /** How the process ends. */
    public Exit exit() {
        return exit;
    }

    /** Stable code in UPPER_SNAKE. */
    public String code() {
        return code;
    }

    /** What happened, never null. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** Why it happened, outermost first. */
    public List<String> causes() {
        return causes;
    }

    /** What to do next. */
    public @Nullable String hint() {
        return hint;
    }

    /** The server's name for the request that failed. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** Whether the same command may succeed later. */
    public boolean retryable() {
        return exit == Exit.UNAVAILABLE;
    }
}
