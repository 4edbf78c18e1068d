package dev.stemma.cli.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RetryTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final Retry retry = new Retry(5, pauses::add, () -> 1.0);
    private final Endpoint endpoint = Endpoint.of("http://127.0.0.1:1", Optional.empty(), false);

    @Test
    void pausesDoubleAndPatienceEnds() {
        CliException failure = assertThrows(
                CliException.class,
                () -> retry.run(endpoint, true, () -> {
                    throw new IOException("lost");
                }));
        assertEquals(Exit.UNAVAILABLE, failure.exit());
        assertEquals(
                List.of(200L, 400L, 800L, 1600L),
                pauses.stream().map(Duration::toMillis).toList());
    }

    @Test
    void theServersOwnWishIsFollowedUpToAMinute() {
        assertThrows(
                CliException.class,
                () -> retry.run(endpoint, true, () -> {
                    throw new TryAgain(CliException.usage("busy"), Optional.of(Duration.ofHours(1)));
                }));
        assertEquals(Duration.ofSeconds(60), pauses.getFirst());
    }

    @Test
    void whatMustNotBeRepeatedIsNot() {
        assertThrows(
                CliException.class,
                () -> retry.run(endpoint, false, () -> {
                    throw new IOException("lost");
                }));
        assertEquals(List.of(), pauses);
    }
}
