package dev.stemma.registry.container;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The image's start command, running on loopback in an environment that holds only what a container's would. */
record RunningImage(Process process, Path log, int port) implements AutoCloseable {

    /** The root of the clone. */
    static final Path CLONE = Path.of(System.getProperty("stemma.clone", "..")).toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    static RunningImage start(List<String> command, Map<String, String> environment, Path folder) throws IOException {
        int port = freePort();
        Path log = folder.resolve("registry.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(inContainer(environment, port));
        return new RunningImage(builder.start(), log, port);
    }

    static Map<String, String> inContainer(Map<String, String> environment, int port) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return all;
    }

    /** Waits for the image's own health check to succeed; ends with the log when the process does, or time is over. */
    void awaitHealthy(List<String> healthcheck) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (run(healthcheck) != 0) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS) || Instant.now().isAfter(end)) {
                throw new AssertionError("not healthy:\n" + Files.readString(log));
            }
        }
    }

    int run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(inContainer(Map.of(), port));
        return builder.start().waitFor();
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Asks it to end as an engine does, and waits as long as compose.yaml lets it. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("still runs 30 s after SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
