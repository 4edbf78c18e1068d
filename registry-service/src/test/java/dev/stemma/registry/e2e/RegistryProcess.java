package dev.stemma.registry.e2e;

import dev.stemma.blob.CrashPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged registry in a process of its own, on a free port of the loopback interface. */
public final class RegistryProcess implements AutoCloseable {

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
    public static RegistryProcess embedded(Path dataDir) {
        return start(Path.of(System.getProperty("stemma.embedded.dir")), dataDir, Map.of());
    }

    /** Starts a package with further environment variables and returns once it listens. */
    public static RegistryProcess start(Path packageDir, Path dataDir, Map<String, String> environment) {
        return start(packageDir, dataDir, environment, List.of());
    }

    /** The same with further flags of the JVM. */
    public static RegistryProcess start(
            Path packageDir, Path dataDir, Map<String, String> environment, List<String> flags) {
        try {
            Files.createDirectories(dataDir);
            Process process = builder(packageDir, dataDir, environment, flags).start();
            List<String> log = new ArrayList<>();
            return new RegistryProcess(process, dataDir, awaitUrl(process, log), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder builder(
            Path packageDir, Path dataDir, Map<String, String> environment, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(startCache(packageDir));
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + dataDir));
        command.addAll(flags);
        command.addAll(List.of("-jar", packageDir.resolve("quarkus-run.jar").toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("STEMMA_") || name.startsWith("QUARKUS_"));
        builder.environment().put("STEMMA_DATA_DIR", dataDir.toString());
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true);
    }

    /** The AOT cache of script/bootstrap, if there is one for this package: it halves the time to start. */
    private static List<String> startCache(Path packageDir) {
        Path cache = packageDir.resolve("stemma.aot");
        return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off") : List.of();
    }

    private static String awaitUrl(Process process, List<String> log) {
        var listening = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> follow(process, log, listening));
        try {
            return listening.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            if (exitStatus(process) == CrashPoint.STATUS) {
                throw new Crashed(e);
            }
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

    private static int exitStatus(Process process) {
        return process.onExit().join().exitValue();
    }

    /** A server that came to its crash point before it listened. */
    public static final class Crashed extends RuntimeException {
        private Crashed(Throwable cause) {
            super("the server came to its crash point while it started", cause);
        }
    }

    public String url() {
        return url;
    }

    public Path dataDir() {
        return dataDir;
    }

    /** The administrator's token of an embedded server. */
    public String adminToken() {
        try {
            return Files.readString(dataDir.resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the server has printed. */
    public String log() {
        return text(log);
    }

    /** Ends the server as a power cut of the process would: no shutdown hooks, no flush. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Its process, for what only the operating system knows. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Waits until it has ended by itself, and says whether it did: with which status. */
    public OptionalInt ended(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
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
