package dev.stemma.cli.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are typed: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 90d}. */
public final class Durations {
    private static final Pattern TYPED = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private Durations() {}

    /** The duration, or empty when the text is none. */
    public static Optional<Duration> parse(String text) {
        Matcher typed = TYPED.matcher(text);
        if (!typed.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(typed.group(1));
        return Optional.of(
                switch (typed.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }
}
