package dev.stemma.registry.flow.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Push;
import dev.stemma.registry.port.IdempotencyKeys;
import dev.stemma.registry.port.IdempotencyKeys.Claim;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    private final FlowWorld world = new FlowWorld();
    private final Expiry expiry =
            new Expiry(world.ports.uploads(), world.ports.idempotencyKeys(), world.ports.transactions(), world.clock);

    @Test
    void pushesGoWhenTheyHaveEndedAndNotBefore() {
        Push push = new Push(
                "p_1",
                ModelName.parse("acme/minilm"),
                Kind.MODEL,
                "ana",
                world.clock.instant().plus(Duration.ofHours(24)));
        world.ports.uploads().open(push);
        world.clock.advance(Duration.ofHours(24).minusSeconds(1));
        expiry.run();
        assertEquals(Optional.of(push), world.ports.uploads().find("p_1"));
        world.clock.advance(Duration.ofSeconds(2));
        expiry.run();
        assertTrue(world.ports.uploads().find("p_1").isEmpty());
    }

    @Test
    void answersAreKeptForADay() {
        IdempotencyKeys keys = world.ports.idempotencyKeys();
        assertInstanceOf(Claim.Fresh.class, keys.claim("ana", "k", "hash", world.clock.instant()));
        keys.settle("ana", "k", new IdempotencyKeys.Answer(201, "", "{}"), world.clock.instant());
        world.clock.advance(Duration.ofHours(24).minusSeconds(1));
        expiry.run();
        assertInstanceOf(Claim.Replay.class, keys.claim("ana", "k", "hash", world.clock.instant()));
        world.clock.advance(Duration.ofSeconds(2));
        expiry.run();
        assertInstanceOf(Claim.Fresh.class, keys.claim("ana", "k", "hash", world.clock.instant()));
    }
}
