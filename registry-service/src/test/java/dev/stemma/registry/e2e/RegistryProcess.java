package dev.stemma.registry.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged registry in a process of its own, on a free port of the loopback interface. */
final class RegistryProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[^ /]+)");

    private final Process process;
    private final Path dataDir;
    private final String url;
    private final List<String> log;

    private RegistryProcess(Process process, Path dataDir, String url, List<String> log) {
        this.process = process;
        this.dataDir = dataDir;
        this.url = url;
        this.log = log;
    }

    /** Starts the embedded package and returns once it listens. */
    static RegistryProcess embedded(Path dataDir) {
        return start(Path.of(System.getProperty("stemma.embedded.dir")), dataDir, Map.of());
    }

    /** Starts a package with further environment variables and returns once it listens. */
    static RegistryProcess start(Path packageDir, Path dataDir, Map<String, String> environment) {
        try {
            Files.createDirectories(dataDir);
            Process process = builder(packageDir, dataDir, environment).start();
            List<String> log = new ArrayList<>();
            return new RegistryProcess(process, dataDir, awaitUrl(process, log), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder builder(Path packageDir, Path dataDir, Map<String, String> environment) {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + dataDir,
                "-jar",
                packageDir.resolve("quarkus-run.jar").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("STEMMA_") || name.startsWith("QUARKUS_"));
        builder.environment().put("STEMMA_DATA_DIR", dataDir.toString());
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true);
    }

    private static String awaitUrl(Process process, List<String> log) {
        var listening = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> follow(process, log, listening));
        try {
            return listening.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not start:\n" + text(log), e);
        }
    }

    private static void follow(Process process, List<String> log, CompletableFuture<String> listening) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (log) {
                    log.add(line);
                }
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    listening.complete(matcher.group(1));
                }
            }
            listening.completeExceptionally(new IllegalStateException("the server ended"));
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
    }

    private static String text(List<String> log) {
        synchronized (log) {
            return String.join("\n", log);
        }
    }

    String url() {
        return url;
    }

    Path dataDir() {
        return dataDir;
    }

    /** The administrator's token of an embedded server. */
    String adminToken() {
        try {
            return Files.readString(dataDir.resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the server has printed. */
    String log() {
        return text(log);
    }

    /** Ends the server as a power cut of the process would: no shutdown hooks, no flush. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }
}
