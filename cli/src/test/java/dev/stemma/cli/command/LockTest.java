package dev.stemma.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.cli.fake.Cli;
import dev.stemma.cli.fake.FakeRegistry;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code stemma.lock} pins is what everyone pulls. */
final class LockTest {
    @TempDir
    Path folder;

    private FakeRegistry registry;
    private Cli cli;
    private Path work;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        work = Files.createDirectory(folder.resolve("work"));
        cli = new Cli(work, folder).on(registry);
        push("one");
        push("two");
        registry.alias("acme/m", "production", 1);
        Cli.Result saved = cli.run("pull", "acme/m@production", "-o", "models", "--save");
        assertEquals(0, saved.exit(), saved.err());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private void push(String text) throws IOException {
        Files.writeString(work.resolve("m.txt"), text);
        assertEquals(0, cli.run("push", "m.txt", "acme/m", "--code", "none").exit());
    }

    private String pulled() throws IOException {
        return Files.readString(work.resolve("models/m.txt"));
    }

    @Test
    void theLockSaysWhatWasPulled() throws IOException {
        Json.Obj lock = JsonReader.parseObject(Files.readAllBytes(work.resolve("stemma.lock")));
        Json.Obj pin = lock.array("pins").objects().getFirst();
        assertEquals("stemma.lock/v1", lock.text("schema"));
        assertEquals("acme/m@production", pin.text("ref"));
        assertEquals("models", pin.text("into"));
        assertEquals("v1", pin.text("version"));
        assertEquals(registry.versions("acme/m").getFirst().digest(), pin.text("digest"));
        assertEquals("m.txt", pin.array("files").objects().getFirst().text("path"));
    }

    @Test
    void withoutAReferenceThePinnedVersionsArePulledWhereverTheAliasWent() throws IOException {
        registry.alias("acme/m", "production", 2);
        Files.delete(work.resolve("models/m.txt"));
        Cli.Result pull = cli.run("pull");
        assertEquals(0, pull.exit(), pull.err());
        assertEquals("one", pulled());
    }

    @Test
    void lockedRefusesWhenTheReferenceMeansSomethingElse() throws IOException {
        assertEquals(0, cli.run("pull", "--locked").exit());
        registry.alias("acme/m", "production", 2);
        Cli.Result refused = cli.run("pull", "--locked");
        assertEquals(5, refused.exit(), refused.err());
        assertTrue(refused.err().contains("acme/m@production is v2 now, and stemma.lock says v1"), refused.err());
        assertEquals(
                5,
                cli.run("pull", "acme/m@production", "-o", "models", "--locked").exit());
        assertEquals(
                5, cli.run("pull", "acme/m@other", "-o", "models", "--locked").exit(), "it is not pinned");
        assertEquals("one", pulled());
    }

    @Test
    void updateMovesThePins() throws IOException {
        registry.alias("acme/m", "production", 2);
        Cli.Result update = cli.run("pull", "--update", "--force");
        assertEquals(0, update.exit(), update.err());
        assertEquals("two", pulled());
        assertTrue(Files.readString(work.resolve("stemma.lock")).contains("\"version\": \"v2\""));
        assertEquals(0, cli.run("pull", "--locked").exit());
    }

    @Test
    void aLockThatCannotBeReadStopsThePull() throws IOException {
        Files.writeString(work.resolve("stemma.lock"), "{\"schema\":\"stemma.lock/v9\",\"pins\":[]}");
        Cli.Result broken = cli.run("pull", "--locked");
        assertEquals(2, broken.exit());
        assertTrue(broken.err().contains("stemma.lock can't be read"), broken.err());
        Files.delete(work.resolve("stemma.lock"));
        assertEquals(3, cli.run("pull", "--locked").exit());
        assertEquals(2, cli.run("pull", "--locked", "--save").exit());
        assertFalse(Files.exists(work.resolve("stemma.lock")));
    }
}
