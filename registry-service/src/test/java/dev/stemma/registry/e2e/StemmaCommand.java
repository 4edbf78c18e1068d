package dev.stemma.registry.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The {@code stemma} command with a home and a working folder of its own. */
public final class StemmaCommand {

    private final Path home;
    private final Path workDir;
    private final String server;
    private final String token;

    /**
     * A user's command.
     *
     * @param home where its configuration and cache lie, and where it runs
     * @param server the registry's URL
     * @param token sent to it
     */
    public StemmaCommand(Path home, String server, String token) {
        this.home = home;
        this.workDir = home.resolve("work");
        this.server = server;
        this.token = token;
        try {
            Files.createDirectories(workDir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path workDir() {
        return workDir;
    }

    /** Runs the command to its end. */
    public Result run(String... arguments) {
        try {
            Process process = start(arguments);
            process.getOutputStream().close();
            var out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            var err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            return new Result(process.waitFor(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts the command; whoever does ends it. */
    Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(System.getProperty("stemma.cli"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(workDir.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STEMMA_") || name.startsWith("XDG_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("STEMMA_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("STEMMA_SERVER", server);
        builder.environment().put("STEMMA_TOKEN", token);
        // So that what is pulled comes from the registry.
        builder.environment().put("STEMMA_CACHE_SIZE", "0");
        return builder.start();
    }

    /** Runs the command, expects success, and returns its standard output without the last line break. */
    public String ok(String... arguments) {
        Result result = run(arguments);
        if (result.exit() != 0) {
            throw new AssertionError("stemma " + String.join(" ", arguments) + " ended with " + result);
        }
        return result.out().stripTrailing();
    }

    private static String read(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How a run ended.
     *
     * @param exit exit code
     * @param out standard output
     * @param err standard error
     */
    public record Result(int exit, String out, String err) {}
}
