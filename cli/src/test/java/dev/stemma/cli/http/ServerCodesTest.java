package dev.stemma.cli.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.cli.failure.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ServerCodesTest {
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\| (\\d{3}) \\| (\\d+) \\|.*");

    @Test
    void everyCodeOfTheTableHasItsExitCode() throws IOException {
        List<Matcher> rows = Files.readAllLines(Path.of("../docs/api/errors.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .toList();
        assertTrue(rows.size() > 40, "the table was not read");
        for (Matcher row : rows) {
            int wanted = Integer.parseInt(row.group(3));
            // A status that no fallback knows, so that only the code decides.
            assertEquals(wanted, ServerCodes.exit(row.group(1), 599).code(), row.group(1));
        }
    }

    @Test
    void unknownCodesFallBackToTheStatus() {
        assertEquals(Exit.NOT_FOUND, ServerCodes.exit("NEW_CODE", 404));
        assertEquals(Exit.UNAVAILABLE, ServerCodes.exit("HTTP_503", 503));
        assertEquals(Exit.FAILED, ServerCodes.exit("HTTP_500", 500));
        assertEquals(Exit.DENIED, ServerCodes.exit("", 401));
    }
}
