package dev.stemma.registry.inbound.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.Digest;
import dev.stemma.registry.inbound.Api;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\d{3}) \\|");

    @Test
    void everyCodeHasTheStatusOfTheErrorTable() throws IOException {
        String table = Files.readString(Api.repository().resolve("docs/api/errors.md"));
        Map<String, Integer> documented = new TreeMap<>();
        Matcher row = ROW.matcher(table);
        while (row.find()) {
            documented.put(row.group(1), Integer.valueOf(row.group(2)));
        }
        Map<String, Integer> coded = new TreeMap<>(
                Arrays.stream(ErrorCode.values()).collect(Collectors.toMap(ErrorCode::name, Problem::status)));
        assertEquals(documented, coded);
    }

    @Test
    void aProblemNamesItsCodeInWordsAndAsAPage() {
        Failure failure = Failure.of(new InvalidInput(ErrorCode.NAME_INVALID, "no"));
        Problem problem = Problem.of(failure, "/p", "id");
        assertEquals(
                new Problem(
                        "https://stemma.dev/errors/name-invalid",
                        "Name invalid",
                        400,
                        "no",
                        "/p",
                        "NAME_INVALID",
                        "id"),
                problem);
    }

    @Test
    void nothingOfTheInsideIsTold() {
        for (Throwable thrown : new Throwable[] {
            new IllegalStateException("jdbc:secret"),
            new BlobException.StoreUnavailable("jdbc:secret", true, null),
            new BlobException.StoreFull("jdbc:secret", null),
            new BlobException.ObjectMissing("jdbc:secret"),
            new BlobException.BlobCorrupt(Digest.of(new byte[0]), "jdbc:secret", null),
            new BlobException.SourceFailed(new IOException("jdbc:secret"))
        }) {
            assertFalse(Failure.of(thrown).sentence().contains("secret"), thrown.toString());
        }
    }
}
