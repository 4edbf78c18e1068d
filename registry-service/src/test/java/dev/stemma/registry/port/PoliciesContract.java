package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.promotion.StoredPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What {@link Policies} promises. */
public interface PoliciesContract extends PortsContract {

    private StoredPolicy put(String scope, OptionalLong expected, String text) {
        return ports().policies().put(scope, expected, text, "ada", NOON);
    }

    @Test
    default void aPolicyIsReplacedFromWhereItWasSeen() {
        String scope = fresh() + "/m";
        assertEquals(Optional.empty(), ports().policies().find(scope));
        StoredPolicy first = new StoredPolicy("stages: {}\n# ü", 1, "ada", NOON);
        assertEquals(first, put(scope, OptionalLong.empty(), "stages: {}\n# ü"));
        assertEquals(Optional.of(first), ports().policies().find(scope));
        StoredPolicy second = new StoredPolicy("x".repeat(100_000), 2, "ada", NOON);
        assertEquals(second, put(scope, OptionalLong.of(1), "x".repeat(100_000)));

        Samples.assertRefused(ErrorCode.POLICY_MOVED, () -> put(scope, OptionalLong.of(1), "stale"));
        Samples.assertRefused(ErrorCode.POLICY_MOVED, () -> put(scope, OptionalLong.empty(), "stale"));
        Samples.assertRefused(ErrorCode.POLICY_MOVED, () -> put(fresh(), OptionalLong.of(1), "nothing there"));
        assertEquals(Optional.of(second), ports().policies().find(scope));
    }

    @Test
    default void ofTwoWhoWriteAPolicyAtOnceOneWins() {
        String scope = fresh();
        for (OptionalLong expected : List.of(OptionalLong.empty(), OptionalLong.of(1))) {
            List<Boolean> won = Together.run(6, i -> () -> {
                try {
                    put(scope, expected, "by " + i);
                    return true;
                } catch (Conflict e) {
                    assertEquals(ErrorCode.POLICY_MOVED, e.code());
                    return false;
                }
            });
            assertEquals(1, won.stream().filter(w -> w).count());
            assertEquals(
                    "by " + won.indexOf(true),
                    ports().policies().find(scope).orElseThrow().text());
        }
    }
}
