package dev.stemma.cli.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
    private static final Optional<String> TOKEN = Optional.of("stm_pat_x");

    @ParameterizedTest
    @CsvSource({
        "https://Stemma.Example.org/, https://stemma.example.org",
        "stemma.example.org, https://stemma.example.org",
        "localhost:8080, http://localhost:8080",
        "http://127.0.0.1:8080//, http://127.0.0.1:8080",
        "https://h/sub/, https://h/sub",
    })
    void hasOneFormForEachServer(String typed, String normal) {
        assertEquals(normal, Endpoint.normal(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "http://localhost", "http://[::1]:9", "https://far.example.org"})
    void theTokenTravelsOverHttpsOrToThisMachine(String server) {
        assertTrue(Endpoint.of(server, TOKEN, false).token().isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://far.example.org",
                "http://127.0.0.1.evil.org",
                "http://localhost.evil.org",
                "http://10.0.0.1"
            })
    void theTokenTravelsNowhereElseUnlessTheUserInsists(String server) {
        CliException refused = assertThrows(CliException.class, () -> Endpoint.of(server, TOKEN, false));
        assertEquals(Exit.USAGE, refused.exit());
        assertTrue(Endpoint.of(server, TOKEN, true).token().isPresent());
        assertTrue(Endpoint.of(server, Optional.empty(), false).token().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "https://user:pw@host", "https://", "https://h?q=1", "https://a b", ""})
    void otherAddressesAreRefused(String server) {
        assertThrows(CliException.class, () -> Endpoint.normal(server));
    }

    @Test
    void aTokenWithControlCharactersIsRefused() {
        assertThrows(CliException.class, () -> Endpoint.of("https://h", Optional.of("a\r\nX: y"), false));
    }

    @Test
    void originIsSchemeHostAndPort() {
        Endpoint endpoint = Endpoint.of("https://h", Optional.empty(), false);
        assertTrue(endpoint.sameOrigin(URI.create("https://H:443/x")));
        assertFalse(endpoint.sameOrigin(URI.create("http://h/x")));
        assertFalse(endpoint.sameOrigin(URI.create("https://h:8443/x")));
        assertFalse(endpoint.sameOrigin(URI.create("https://other/x")));
    }
}
