package dev.stemma.registry.flow.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class GlobTest {

    @Test
    void starAndQuestionMarkStandForWhatTheySay() {
        assertTrue(new Glob("debug_*").matches("debug_"));
        assertTrue(new Glob("*").matches(""));
        assertTrue(new Glob("a?c*e").matches("abcde"));
        assertFalse(new Glob("a?c").matches("ac"));
        assertFalse(new Glob("").matches("a"));
    }

    @Test
    void agreesWithARegularExpressionOnRandomPatterns() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*?", 6);
            String name = text(random, "ab", 8);
            String regex = pattern.chars()
                    .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                    .collect(Collectors.joining());
            assertEquals(
                    name.matches(regex), new Glob(pattern).matches(name), pattern + " on " + name + ", seed " + seed);
        }
    }

    @Test
    void aHostilePatternTakesNoTime() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertFalse(new Glob("*a".repeat(200) + "b").matches("a".repeat(500))));
    }

    @Test
    void aSuiteThatIsNestedTooDeeplyIsRefusedNotFollowed() {
        byte[] bomb = "[".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        Assertions.assertThrows(Unusable.class, () -> SuiteYaml.read(bomb));
    }

    private static String text(Random random, String letters, int most) {
        return random.ints(random.nextInt(most), 0, letters.length())
                .mapToObj(at -> letters.substring(at, at + 1))
                .collect(Collectors.joining());
    }
}
