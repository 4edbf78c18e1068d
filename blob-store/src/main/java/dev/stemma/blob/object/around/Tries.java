package dev.stemma.blob.object.around;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.object.around.Retrying.Sleeper;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What one operation may spend on failures that pass: {@value #REPEATS} repetitions, each after a random pause that doubles its bound, or
 * after as long as the store asks for, so that many clients don't come back at once. None begins later than 18 seconds after the
 * operation did: with the longest silence that a call allows, it ends within 30.
 */
final class Tries {

    static final int REPEATS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LAST_START = Duration.ofSeconds(18);

    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private final long lastStart;
    private Duration bound = FIRST_PAUSE;
    private int left = REPEATS;

    Tries(Sleeper sleeper, RandomGenerator random, LongSupplier nanoTime) {
        this.sleeper = sleeper;
        this.random = random;
        this.nanoTime = nanoTime;
        this.lastStart = nanoTime.getAsLong() + LAST_START.toNanos();
    }

    /** The result of a call, which is repeated while that may help. */
    <T> T run(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (StoreUnavailable e) {
                spend(e);
            }
        }
    }

    /** Takes one repetition and waits before it; throws the reason when there is none left. */
    void spend(StoreUnavailable reason) {
        Duration pause = Duration.ofNanos(random.nextLong(bound.toNanos() / 2, bound.toNanos()));
        if (pause.compareTo(reason.pause()) < 0) {
            pause = reason.pause().plus(pause);
        }
        if (!reason.passing() || left == 0 || nanoTime.getAsLong() + pause.toNanos() - lastStart > 0) {
            throw reason;
        }
        left--;
        bound = bound.multipliedBy(2);
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason.addSuppressed(e);
            throw reason;
        }
    }
}
