package dev.stemma.registry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five-minute tour of the README does what it says: its command lines are run as they stand, in one shell. */
final class ReadmeTourIT {

    @TempDir
    Path folder;

    @Test
    void everyCommandOfTheTourSucceeds() throws IOException, InterruptedException {
        Path clone = Path.of(System.getProperty("stemma.clone"));
        List<String> commands = commands(Files.readAllLines(clone.resolve("README.md")));
        assertTrue(commands.size() > 10, commands.toString());
        try (var registry = RegistryProcess.embedded(folder.resolve("data"))) {
            var builder = new ProcessBuilder("bash", "-euxc", String.join("\n", commands)).directory(clone.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("STEMMA_TOKEN"));
            builder.environment()
                    .put("XDG_CONFIG_HOME", folder.resolve("config").toString());
            builder.environment().put("STEMMA_JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("STEMMA_SERVER", registry.url());
            builder.environment().put("STEMMA_TOKEN", registry.adminToken());
            Process tour = builder.redirectErrorStream(true).start();
            tour.getOutputStream().close();
            String output = new String(tour.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertEquals(0, tour.waitFor(), output);
        }
    }

    private static List<String> commands(List<String> readme) {
        int start = readme.indexOf("## Five-minute tour");
        int end = readme.indexOf("## Map");
        return readme.subList(start, end).stream()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring(2))
                .toList();
    }
}
