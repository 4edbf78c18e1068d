package dev.stemma.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.cli.config.Environment;
import dev.stemma.cli.term.Look;
import dev.stemma.cli.term.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class CliDocumentTest {
    private static final Path PAGE = Path.of("../docs/cli.md");

    private static CommandLine full() {
        Look look = new Look(false, false, false, false, false, false, 80);
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                look);
        Environment environment = new Environment(Map.of(), Path.of(""), Path.of(""));
        return CommandTree.full(new Session(World.real(environment, terminal), new Globals()));
    }

    @Test
    void thePageSaysExactlyWhatTheCommandOffers() throws IOException {
        String page = CliDocument.of(full());
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "run the test with -Dupdate=true to rewrite docs/cli.md");
    }

    @Test
    void everyCommandSaysWhatItDoesAndTakesTheCommonOptions() {
        full().getSubcommands().values().forEach(CliDocumentTest::check);
    }

    @Test
    void theRootHelpNamesEveryCommandAndFitsAScreen() {
        for (String name : CommandTree.names()) {
            assertTrue(HelpTexts.ROOT.matches("(?s).*\\b" + name + "\\b.*"), name);
        }
        assertTrue(HelpTexts.ROOT.lines().count() <= 24);
        assertTrue(HelpTexts.ROOT.lines().allMatch(line -> line.length() <= 90));
    }

    private static void check(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        assertTrue(command.getCommandSpec().usageMessage().description().length > 0, name);
        assertTrue(command.getCommandSpec().findOption("--json") != null, name);
        assertTrue(command.getCommandSpec().findOption("--server") != null, name);
        command.getSubcommands().values().forEach(CliDocumentTest::check);
    }
}
