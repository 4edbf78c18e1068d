package dev.stemma.registry.inbound.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.registry.inbound.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document in the repository is the one that is served; {@code -Dupdate=true} writes it anew. */
@QuarkusTest
class OpenApiTest {

    @Test
    void theDocumentInTheRepositoryIsTheOneServed() throws IOException {
        Path file = Api.repository().resolve("docs/api/openapi.yaml");
        String served = Api.admin()
                .get("/q/openapi?format=yaml")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean("update")) {
            Files.writeString(file, served);
        }
        assertEquals(
                Files.readString(file),
                served,
                "docs/api/openapi.yaml is out of date: run this test with -Dupdate=true");
    }
}
