package dev.stemma.registry.model.validation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers short enough for a sentence, rounded towards the safe side: fed back as a tolerance, they still let the case pass. */
final class Rounded {

    private static final int DIGITS = 5;

    private Rounded() {}

    /** At most {@code value}: for a floor. */
    static String down(double value) {
        return text(value, RoundingMode.FLOOR);
    }

    /** At least {@code value}: for a bound from above. */
    static String up(double value) {
        return text(value, RoundingMode.CEILING);
    }

    private static String text(double value, RoundingMode mode) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(DIGITS, mode))
                        .stripTrailingZeros()
                        .toString()
                : Double.toString(value);
    }
}
