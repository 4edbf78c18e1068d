package dev.stemma.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.cli.fake.Cli;
import dev.stemma.cli.fake.FakeRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watched folder is always one whole version, and others are told when it becomes another. */
final class WatchTest {
    private static final String EXEC = "echo $STEMMA_VERSION $STEMMA_REF $(cat $STEMMA_DIR/b.txt) >> ran.txt";

    @TempDir
    Path folder;

    private FakeRegistry registry;
    private Cli cli;
    private Path work;
    private final List<Runnable> events = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        work = Files.createDirectory(folder.resolve("work"));
        cli = new Cli(work, folder).on(registry);
        for (String version : List.of("one", "two", "three", "four")) {
            Path files = Files.createDirectories(work.resolve("src"));
            Files.writeString(files.resolve("a.txt"), "a " + version);
            Files.writeString(files.resolve("b.txt"), version);
            assertEquals(0, cli.run("push", "src", "acme/m", "--code", "none").exit());
        }
        registry.alias("acme/m", "production", 1);
        cli.meanwhile(time -> {
            if (events.isEmpty()) {
                throw new InterruptedException();
            }
            events.removeFirst().run();
        });
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Cli.Result watch(String... more) {
        String[] words = Stream.concat(Stream.of("pull", "acme/m@production", "-o", "live", "--watch"), Stream.of(more))
                .toArray(String[]::new);
        return cli.run(words);
    }

    private String live() throws IOException {
        return Files.readString(work.resolve("live/b.txt"));
    }

    private long versions() throws IOException {
        try (Stream<Path> all = Files.list(work.resolve("live.versions"))) {
            return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .count();
        }
    }

    private void production(int version) {
        registry.alias("acme/m", "production", version);
    }

    @Test
    void theFolderFollowsTheAliasAndTheCommandIsToldEachTime() throws IOException {
        events.add(() -> production(2));
        events.add(() -> {});
        events.add(() -> production(3));
        Cli.Result watched = watch("--exec", EXEC, "--interval", "7s");
        assertEquals(130, watched.exit(), watched.err());
        assertEquals("v1\nv2\nv3\n", watched.out());
        assertEquals("three", live());
        assertEquals(
                List.of("v1 acme/m:v1 one", "v2 acme/m:v2 two", "v3 acme/m:v3 three"),
                Files.readAllLines(work.resolve("ran.txt")));
        assertTrue(Files.isSymbolicLink(work.resolve("live")));
        assertEquals(2, versions(), "the current one and the one before");
        assertTrue(cli.pauses.contains(Duration.ofSeconds(7)));
    }

    @Test
    void anOutageIsWaitedOutWithGrowingPauses() throws IOException {
        events.add(() -> registry.fault(exchange -> {
            FakeRegistry.problem(exchange, 404, "NAME_NOT_FOUND", "gone for the moment");
            return true;
        }));
        events.add(() -> {});
        events.add(() -> {
            registry.heal();
            production(2);
        });
        Cli.Result watched = watch("--interval", "10s");
        assertEquals("two", live());
        assertEquals("v1\nv2\n", watched.out());
        assertEquals(
                List.of(10L, 20L, 40L, 10L),
                cli.pauses.stream().map(Duration::toSeconds).toList());
    }

    @Test
    void aVersionThatDoesNotArriveWholeIsNeverShown() throws IOException {
        watch("--once");
        production(2);
        registry.fault(exchange -> {
            boolean second = exchange.getRequestURI().getPath().endsWith("/versions/v2/files/b.txt");
            if (second) {
                FakeRegistry.answer(exchange, 200, "wrong".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            return second;
        });
        Cli.Result cut = watch("--once");
        assertEquals(7, cut.exit(), cut.err());
        assertEquals("one", live());
        assertEquals("a one", Files.readString(work.resolve("live/a.txt")));
        registry.heal();
        assertEquals(0, watch("--once").exit());
        assertEquals("two", live());
    }

    @Test
    void aCommandThatFailsIsRunAgainAndOneThatWasMissedIsMadeUpFor() throws IOException {
        watch("--once");
        assertFalse(Files.exists(work.resolve("ran.txt")));
        events.add(() -> {});
        watch("--exec", "[ -e seen ] && " + EXEC + " || { touch seen; exit 3; }");
        assertEquals(List.of("v1 acme/m:v1 one"), Files.readAllLines(work.resolve("ran.txt")));
        watch("--once", "--exec", EXEC);
        assertEquals(1, Files.readAllLines(work.resolve("ran.txt")).size(), "it was told already");
    }

    @Test
    void whatStandsInTheWayIsLeftAlone() throws IOException {
        Files.createDirectory(work.resolve("live"));
        assertEquals(5, watch("--once").exit());
        assertTrue(Files.isDirectory(work.resolve("live"), LinkOption.NOFOLLOW_LINKS));
        assertEquals(2, cli.run("pull", "acme/m", "--watch").exit(), "it needs a folder of its own");
        assertEquals(2, cli.run("pull", "acme/m", "-o", "x", "--exec", "true").exit());
    }

    @Test
    void keepSaysHowManyVersionsStay() throws IOException {
        for (int version = 1; version <= 4; version++) {
            production(version);
            assertEquals(0, watch("--once", "--keep", "3").exit());
        }
        assertEquals(3, versions());
        production(1);
        assertEquals(0, watch("--once", "--keep", "1").exit());
        assertEquals(1, versions());
        assertEquals("one", live());
    }
}
