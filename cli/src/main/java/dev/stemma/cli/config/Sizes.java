package dev.stemma.cli.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as they are typed: {@code 0}, {@code 500MB}, {@code 10GiB}. */
public final class Sizes {
    private static final Pattern TYPED = Pattern.compile("([0-9]{1,6})(?:([KMGT])(i?)B)?");

    private Sizes() {}

    /** The bytes, or empty when the text is no size. */
    public static Optional<Long> parse(String text) {
        Matcher typed = TYPED.matcher(text);
        if (!typed.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(typed.group(1));
        if (typed.group(2) == null) {
            return Optional.of(amount);
        }
        int steps = "KMGT".indexOf(typed.group(2)) + 1;
        long step = typed.group(3).isEmpty() ? 1000 : 1024;
        for (int i = 0; i < steps; i++) {
            amount *= step;
        }
        return Optional.of(amount);
    }
}
