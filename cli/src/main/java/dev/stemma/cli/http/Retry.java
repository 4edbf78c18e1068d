package dev.stemma.cli.http;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLException;

/**
 * Repeats an attempt with growing, jittered pauses: 0.2 s, 0.4 s, 0.8 s, … at most 10 s, or what the server asks for, at most 60 s.
 */
public final class Retry {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration PATIENT = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration LONGEST_ASKED = Duration.ofSeconds(60);

    /** Something that may fail for the moment. */
    @FunctionalInterface
    public interface Attempt<T> {
        /** Tries once. */
        T run() throws IOException, TryAgain;
    }

    /** Waits; tests do not. */
    @FunctionalInterface
    public interface Pause {
        /** Waits so long. */
        void rest(Duration time) throws InterruptedException;
    }

    private final Duration first;
    private final int attempts;
    private final Pause pause;
    private final DoubleSupplier jitter;

    /** So many attempts, with these pauses; jitter gives numbers from 0 to 1. */
    public Retry(int attempts, Pause pause, DoubleSupplier jitter) {
        this(FIRST, attempts, pause, jitter);
    }

    private Retry(Duration first, int attempts, Pause pause, DoubleSupplier jitter) {
        this.first = first;
        this.attempts = attempts;
        this.pause = pause;
        this.jitter = jitter;
    }

    /** Five attempts, real pauses. */
    public static Retry standard() {
        return new Retry(5, time -> Thread.sleep(time), Math::random);
    }

    /** The same with a first pause of at least one second: for servers that have something to finish before they are asked again. */
    Retry patient() {
        return new Retry(PATIENT, attempts, pause, jitter);
    }

    /**
     * Runs until an attempt succeeds.
     *
     * @param endpoint named in the failure
     * @param afterLoss whether a lost connection may be followed by another attempt
     */
    public <T> T run(Endpoint endpoint, boolean afterLoss, Attempt<T> attempt) {
        for (int count = 1; ; count++) {
            try {
                return attempt.run();
            } catch (TryAgain again) {
                if (count >= attempts) {
                    throw again.failure();
                }
                rest(again.after()
                        .map(asked -> asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked)
                        .orElse(backoff(count)));
            } catch (IOException lost) {
                if (count >= attempts || !afterLoss || lost instanceof SSLException) {
                    throw unreachable(endpoint, lost);
                }
                rest(backoff(count));
            }
        }
    }

    /** The failure that a broken connection means. */
    public static CliException unreachable(Endpoint endpoint, IOException lost) {
        String why = switch (lost) {
            case ConnectException refused -> "nothing listens there";
            case UnknownHostException unknown -> "the host name is not known";
            case SocketTimeoutException slow -> "it did not answer in time";
            default -> String.valueOf(lost.getMessage());
        };
        return CliException.of(Exit.UNAVAILABLE, "SERVER_UNREACHABLE", "cannot reach " + endpoint)
                .cause(why)
                .help("is the server up? Another one is named by --server URL or: stemma login URL")
                .from(lost);
    }

    private Duration backoff(int count) {
        long millis = Math.min(LONGEST.toMillis(), first.toMillis() << Math.min(count - 1, 20));
        return Duration.ofMillis((long) (millis * (0.5 + jitter.getAsDouble() / 2)));
    }

    private void rest(Duration time) {
        try {
            pause.rest(time);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw CliException.of(Exit.INTERRUPTED, "INTERRUPTED", "interrupted")
                    .from(stop);
        }
    }
}
