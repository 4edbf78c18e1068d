package dev.stemma.cli.http;

import dev.stemma.cli.failure.CliException;
import java.time.Duration;
import java.util.Optional;

/** An attempt failed in a way that another may mend. */
public final class TryAgain extends Exception {
    private final CliException failure;
    private final Optional<Duration> after;

    /** With the failure to report when patience ends, and the pause that the server asked for. */
    public TryAgain(CliException failure, Optional<Duration> after) {
        super(failure);
        this.failure = failure;
        this.after = after;
    }

    CliException failure() {
        return failure;
    }

    Optional<Duration> after() {
        return after;
    }
}
