package dev.stemma.registry.flow;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;

/**
 * Text that a person writes about something: messages, reasons, descriptions. It is kept as it is, so it must be something that every
 * database can keep and no terminal stumbles over.
 */
public final class FreeText {

    /** Room for a long commit message. */
    public static final int MAX_CHARACTERS = 10_000;

    private FreeText() {}

    /**
     * The text itself.
     *
     * @param what how a refusal calls it, such as {@code a reason}
     * @throws InvalidInput {@code REQUEST_INVALID} when it is too long, is no well-formed Unicode, or has control characters other than line
     *     breaks and tabs
     */
    public static String checked(String what, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, what + " has at most " + MAX_CHARACTERS + " characters");
        }
        if (text.codePoints().anyMatch(c -> !printable(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, what + " has control characters");
        }
        return text;
    }

    /** Whether a character shows, and is whole. */
    public static boolean printable(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL && type != Character.SURROGATE;
    }
}
