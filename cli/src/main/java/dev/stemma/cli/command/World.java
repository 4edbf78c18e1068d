package dev.stemma.cli.command;

import dev.stemma.cli.config.Environment;
import dev.stemma.cli.http.Retry;
import dev.stemma.cli.term.Terminal;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What a run of the command needs from outside; tests bring their own.
 *
 * @param environment variables and folders
 * @param terminal the standard streams
 * @param clock the time
 * @param nanos a clock that never goes back
 * @param pause how to wait
 */
public record World(Environment environment, Terminal terminal, Clock clock, LongSupplier nanos, Retry.Pause pause) {

    /** The real one. */
    public static World real(Environment environment, Terminal terminal) {
        return new World(environment, terminal, Clock.systemUTC(), System::nanoTime, time -> Thread.sleep(time));
    }
}
