package dev.stemma.registry.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ContainerFilesIT {

    private static final Path DOCKER = RunningImage.CLONE.resolve("src/main/docker");

    private ComposeFile compose = new ComposeFile(Map.of());
    private Dockerfile dockerfile = new Dockerfile(List.of());

    @BeforeEach
    void read() throws IOException {
        compose = ComposeFile.read(DOCKER.resolve("compose.yaml"));
        dockerfile = Dockerfile.read(DOCKER.resolve("Dockerfile.jvm"));
    }

    @Test
    void everyServiceSaysWhetherItIsHealthy() {
        for (String name : compose.services().keySet()) {
            boolean inImage = compose.service(name).containsKey("build")
                    && !dockerfile.all("HEALTHCHECK").isEmpty();
            assertTrue(inImage || compose.service(name).containsKey("healthcheck"), name);
        }
    }

    @Test
    void everythingThatAServiceRefersToIsDefined() {
        for (String name : compose.services().keySet()) {
            Map<String, Object> service = compose.service(name);
            assertContains(compose.defined("secrets"), ComposeFile.list(service.getOrDefault("secrets", List.of())));
            for (String volume : ComposeFile.list(service.getOrDefault("volumes", List.of()))) {
                assertContains(compose.defined("volumes"), List.of(volume.split(":", 2)[0]));
            }
            Map<String, Object> needs = ComposeFile.map(service.getOrDefault("depends_on", Map.of()));
            assertContains(compose.services().keySet(), needs.keySet());
        }
    }

    @Test
    void noSecretStandsInTheFile() {
        for (String name : compose.services().keySet()) {
            compose.environment(name).forEach((key, value) -> {
                boolean secret = key.contains("PASSWORD") || key.contains("SECRET") || key.contains("TOKEN");
                assertTrue(!secret || value.startsWith("/run/secrets/"), () -> name + " " + key);
            });
        }
    }

    @Test
    void everySecretFileIsOneThatTheSecretsScriptWrites() throws IOException {
        String script = Files.readString(DOCKER.resolve("make-secrets"));
        for (String secret : compose.defined("secrets")) {
            assertTrue(script.contains("\nsecret " + secret + " "), secret);
        }
    }

    @Test
    void theImageIsARuntimeOfTheRightJavaAndAnOrdinaryUser() {
        assertEquals("eclipse-temurin:25-jre", dockerfile.last("FROM").rest());
        assertFalse(dockerfile.last("USER").rest().startsWith("0")
                || dockerfile.last("USER").rest().startsWith("root"));
        assertEquals(
                "src/main/docker/Dockerfile.jvm",
                ComposeFile.map(compose.service("registry").get("build")).get("dockerfile"));
    }

    private static void assertContains(Set<String> defined, Iterable<String> used) {
        for (String name : used) {
            assertTrue(defined.contains(name), () -> name + " is not one of " + defined);
        }
    }
}
