package dev.stemma.cli.fake;

import dev.stemma.cli.command.StemmaCommand;
import dev.stemma.cli.command.World;
import dev.stemma.cli.config.Environment;
import dev.stemma.cli.http.Retry;
import dev.stemma.cli.term.Look;
import dev.stemma.cli.term.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs the command in this process, in folders of a test, and remembers what it said. */
public final class Cli {
    private final Path work;
    private final Path home;
    private final Map<String, String> variables = new LinkedHashMap<>();
    /** Pauses that were asked for; none is taken. */
    public final List<Duration> pauses = new CopyOnWriteArrayList<>();

    private Retry.Pause meanwhile = time -> {};
    private Look look = new Look(false, false, false, false, false, false, 80);
    private byte[] stdin = new byte[0];

    /** A command that runs in one folder with another as home. */
    public Cli(Path work, Path home) {
        this.work = work;
        this.home = home;
        variables.put(
                "STEMMA_SYSTEM_CONFIG", home.resolve("no-system-config.yaml").toString());
        // So that bytes travel; tests of the cache give it room.
        variables.put("STEMMA_CACHE_SIZE", "0");
    }

    /** What a run left behind. */
    public record Result(int exit, String out, String err) {}

    /** With a token for a registry. */
    public Cli on(FakeRegistry registry) {
        return variable("STEMMA_SERVER", registry.url()).variable("STEMMA_TOKEN", FakeRegistry.TOKEN);
    }

    /** With an environment variable. */
    public Cli variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** With something that happens while it waits; it may interrupt. */
    public Cli meanwhile(Retry.Pause what) {
        this.meanwhile = what;
        return this;
    }

    /** With a terminal that looks so. */
    public Cli look(Look other) {
        this.look = other;
        return this;
    }

    /** With this on stdin. */
    public Cli stdin(String text) {
        this.stdin = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Runs it. */
    public Result run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new ByteArrayInputStream(stdin), out, err, look);
        World world = new World(
                new Environment(variables, work, home),
                terminal,
                Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC),
                System::nanoTime,
                time -> {
                    pauses.add(time);
                    meanwhile.rest(time);
                });
        int exit = StemmaCommand.run(world, words);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
