package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.registry.port.IdempotencyKeys.Answer;
import dev.stemma.registry.port.IdempotencyKeys.Claim;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link IdempotencyKeys} promises. */
public interface IdempotencyKeysContract extends PortsContract {

    String HASH = Samples.digest("POST /x {}").hex();
    String OTHER_HASH = Samples.digest("POST /y {}").hex();
    Claim FRESH = new Claim.Fresh();

    private IdempotencyKeys keys() {
        return ports().idempotencyKeys();
    }

    @Test
    default void aSettledRequestIsReplayed() {
        String user = fresh();
        Answer answer = new Answer(201, "/api/v1/x/1", "{\"ü\":" + "1".repeat(50_000) + "}");
        assertEquals(FRESH, keys().claim(user, "k", HASH, NOON));
        assertEquals(new Claim.InProgress(), keys().claim(user, "k", HASH, NOON.plusSeconds(1)));
        assertEquals(new Claim.Reused(), keys().claim(user, "k", OTHER_HASH, NOON.plusSeconds(1)));
        keys().settle(user, "k", answer, NOON.plusSeconds(2));
        assertEquals(new Claim.Replay(answer), keys().claim(user, "k", HASH, NOON.plusSeconds(86_400)));
        assertEquals(new Claim.Reused(), keys().claim(user, "k", OTHER_HASH, NOON.plusSeconds(86_400)));
    }

    @Test
    default void keysOfDifferentUsersNeverMeet() {
        assertEquals(FRESH, keys().claim(fresh(), "k", HASH, NOON));
        assertEquals(FRESH, keys().claim(fresh(), "k", OTHER_HASH, NOON));
    }

    @Test
    default void aReleasedKeyIsFreshAgain() {
        String user = fresh();
        keys().claim(user, "k", HASH, NOON);
        keys().release(user, "k");
        assertEquals(FRESH, keys().claim(user, "k", OTHER_HASH, NOON));
        Answer answer = new Answer(200, "", "{}");
        keys().settle(user, "k", answer, NOON);
        keys().release(user, "k");
        assertEquals(new Claim.Replay(answer), keys().claim(user, "k", OTHER_HASH, NOON), "an answer is not given up");
    }

    @Test
    default void anAbandonedClaimIsGivenOutAgainAfterTenMinutes() {
        String user = fresh();
        keys().claim(user, "k", HASH, NOON);
        Duration almost = Duration.ofMinutes(10).minusMillis(1);
        assertEquals(new Claim.InProgress(), keys().claim(user, "k", HASH, NOON.plus(almost)));
        assertEquals(FRESH, keys().claim(user, "k", HASH, NOON.plus(Duration.ofMinutes(10))));
        assertEquals(new Claim.InProgress(), keys().claim(user, "k", HASH, NOON.plus(Duration.ofMinutes(11))));
    }

    @Test
    default void oldKeysAreForgotten() {
        String user = fresh();
        keys().claim(user, "old", HASH, NOON.minusSeconds(1));
        keys().claim(user, "new", HASH, NOON);
        keys().removeBefore(NOON);
        assertEquals(FRESH, keys().claim(user, "old", OTHER_HASH, NOON));
        assertEquals(new Claim.Reused(), keys().claim(user, "new", OTHER_HASH, NOON));
    }

    @Test
    default void ofCallersAtOnceExactlyOneActs() {
        String user = fresh();
        List<Claim> claims = Together.run(8, i -> () -> keys().claim(user, "k", HASH, NOON));
        assertEquals(1, claims.stream().filter(FRESH::equals).count());
        assertEquals(7, claims.stream().filter(new Claim.InProgress()::equals).count());
    }
}
