package dev.stemma.registry.flow;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.registry.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "add 2026-10 reviews", "zwei Zeilen:\n\t\u00fcber \ud83d\ude80"})
    void whatPeopleWriteIsKept(String text) {
        assertEquals(text, FreeText.checked("a message", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b[31m", "half \ud83d"})
    void whatADatabaseOrTerminalCantBearIsRefused(String text) {
        assertRefused(ErrorCode.REQUEST_INVALID, () -> FreeText.checked("a message", text));
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertRefused(
                ErrorCode.REQUEST_INVALID,
                () -> FreeText.checked("a message", "x".repeat(FreeText.MAX_CHARACTERS + 1)));
    }
}
