package dev.stemma.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.cli.failure.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    private Settings settings() throws IOException {
        Path work = Files.createDirectories(folder.resolve("project/deep/down"));
        variables.put("STEMMA_SYSTEM_CONFIG", folder.resolve("system.yaml").toString());
        Environment environment = new Environment(variables, work, folder.resolve("home"));
        return new Settings(flags, environment, Project.find(work));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void theNearerLayerWinsAndEachTellsItsOrigin() throws IOException {
        assertEquals("built-in", settings().find("timeout").orElseThrow().origin());
        write("system.yaml", "timeout: 1s\n");
        assertEquals("1s", settings().value("timeout").orElseThrow());
        write("home/.config/stemma/config.yaml", "# mine\ntimeout: 2s\n");
        assertEquals(
                folder.resolve("home/.config/stemma/config.yaml") + ":2",
                settings().find("timeout").orElseThrow().origin());
        write("project/stemma.yaml", "timeout: 3s\n");
        assertEquals("3s", settings().value("timeout").orElseThrow());
        variables.put("STEMMA_TIMEOUT", "4s");
        assertEquals("STEMMA_TIMEOUT", settings().find("timeout").orElseThrow().origin());
        flags.put("timeout", "5s");
        assertEquals("--timeout", settings().find("timeout").orElseThrow().origin());
        assertEquals(5, settings().timeout().toSeconds());
    }

    @Test
    void theUsersFileFollowsXdg() throws IOException {
        variables.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
        write("xdg/stemma/config.yaml", "jobs: 7\n");
        assertEquals(7, settings().jobs());
    }

    @Test
    void aTypingErrorIsNeverIgnored() throws IOException {
        write("project/stemma.yaml", "modle: acme/m\n");
        CliException refused = assertThrows(CliException.class, this::settings);
        assertTrue(refused.message().contains("stemma.yaml:1"), refused.message());
        assertEquals("did you mean 'model'?", refused.hint());
    }

    @Test
    void wrongValuesNameTheirOrigin() throws IOException {
        variables.put("STEMMA_JOBS", "99");
        CliException refused = assertThrows(CliException.class, () -> settings().jobs());
        assertTrue(refused.causes().getFirst().contains("STEMMA_JOBS"), refused.causes()::toString);
    }

    @Test
    void anAliasBombDuplicateKeysAndDeepNestingAreRefused() {
        String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        for (String text :
                new String[] {bomb, "a: 1\na: 2\n", "[".repeat(100_000), "a: !!java.io.File x\n", "- list\n", "a: [\n"
                }) {
            assertThrows(
                    CliException.class,
                    () -> YamlFile.parse(
                            Path.of("stemma.yaml"), text.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    text.substring(0, Math.min(40, text.length())));
        }
        assertThrows(CliException.class, () -> YamlFile.parse(Path.of("x"), new byte[(1 << 20) + 1]));
    }
}
