package dev.stemma.registry.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.StemmaException;
import java.util.Objects;
import org.junit.jupiter.api.function.Executable;

/** Asserts that something is refused with a code. */
public final class Refusal {

    private Refusal() {}

    /** Runs it, and gives the sentence that it was refused with. */
    public static String assertRefused(ErrorCode code, Executable call) {
        StemmaException refused = assertThrows(StemmaException.class, call);
        assertEquals(code, refused.code(), refused.getMessage());
        return Objects.requireNonNull(refused.getMessage());
    }
}
