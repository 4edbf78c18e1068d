package dev.stemma.cli.ref;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NearestTest {
    private static final List<String> NAMES = List.of("push", "pull", "promote", "policy");

    @Test
    void findsWhatIsAtMostTwoEditsAway() {
        assertEquals(Optional.of("push"), Nearest.to("psuh", NAMES));
        assertEquals(Optional.of("promote"), Nearest.to("promot", NAMES));
        assertEquals(Optional.of("policy"), Nearest.to("plicies".substring(0, 5), NAMES));
        assertEquals(Optional.empty(), Nearest.to("frobnicate", NAMES));
    }

    @Test
    void countsSwappedNeighboursOnce() {
        assertEquals(1, Nearest.distance("psuh", "push"));
        assertEquals(3, Nearest.distance("abc", ""));
    }
}
