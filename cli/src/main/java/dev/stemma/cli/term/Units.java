package dev.stemma.cli.term;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Quantities as people read them. */
public final class Units {
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Units() {}

    /** A size: {@code 722 B}, {@code 86.2 MiB}. */
    public static String bytes(long size) {
        double value = size;
        int unit = 0;
        while (value >= 1024 && unit < BINARY.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? size + " B" : String.format(Locale.ROOT, "%.1f %s", value, BINARY[unit]);
    }

    /** A duration: {@code 0.4 s}, {@code 2 min}, {@code 3 h}, {@code 9 d}. */
    public static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0) : seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** How long ago an RFC 3339 time was, seen from now; the text itself when it is none. */
    public static String ago(String time, Instant now) {
        try {
            Duration age = Duration.between(Instant.parse(time), now);
            return age.toSeconds() < 10 ? "now" : duration(age) + " ago";
        } catch (DateTimeParseException other) {
            return time;
        }
    }

    /** A number as short as it can be without losing a digit. */
    public static String number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        boolean moderate = plain.scale() < 12 && plain.precision() - plain.scale() < 16;
        return moderate ? plain.toPlainString() : plain.toString();
    }
}
