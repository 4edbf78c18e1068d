package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Selector;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Texts inside bodies. */
final class Texts {

    /** Longest reason or message, in characters. */
    static final int MAX_REASON = 4_000;

    private Texts() {}

    /** A text that may be missing: then it is empty. */
    static String limited(@Nullable String text, String property, int max) {
        if (text == null) {
            return "";
        }
        if (text.length() > max) {
            throw StrictJson.invalid("'" + property + "' is longer than " + max + " characters");
        }
        return text;
    }

    static String reason(@Nullable String text) {
        return limited(text, "reason", MAX_REASON);
    }

    /** The number of the version that a caller believes a stage to hold: {@code v3}; 0 for {@code none}. */
    static OptionalInt expected(@Nullable String version) {
        if (version == null) {
            return OptionalInt.empty();
        }
        if (version.equals("none")) {
            return OptionalInt.of(0);
        }
        if (Selector.parse(version) instanceof Selector.ByNumber(int number)) {
            return OptionalInt.of(number);
        }
        throw new InvalidInput(ErrorCode.REFERENCE_INVALID, "'expect' takes a version such as v3, or none");
    }

    static String tag(int version) {
        return "v" + version;
    }

    static @Nullable String tag(OptionalInt version) {
        return version.isPresent() ? tag(version.getAsInt()) : null;
    }

    static AliasName alias(String text) {
        return new AliasName(text);
    }
}
