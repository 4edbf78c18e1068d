package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Hasher;
import dev.stemma.fault.Form;
import dev.stemma.registry.e2e.RegistryProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** P25: however many clients send however much, a server with a heap of 256 MB stays below 700 MB and refuses nobody. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells how much memory a process ever had")
final class MemoryIT {

    private static final int MOST_MEBIBYTES = 700;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void memoryIsBoundedHoweverMuchIsSent() throws Exception {
        int clients = Form.count(4, 16);
        int mebibytes = Form.count(64, 512);
        try (Installation registry = Installation.embedded(folder);
                RegistryProcess server = registry.start();
                ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            List<Future<Integer>> sent = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                long seed = i;
                sent.add(pool.submit(() -> push(server, registry.token(), seed, mebibytes * 1048576L)));
            }
            for (Future<Integer> one : sent) {
                assertEquals(201, one.get());
            }
            long most = peakMebibytes(server);
            Form.record(
                    "P25 disk and H2",
                    clients + " clients, " + mebibytes + " MiB each, heap 256 MB, 0 refused, most resident " + most
                            + " MiB");
            assertTrue(most < MOST_MEBIBYTES, () -> most + " MiB");
        }
    }

    private static int push(RegistryProcess server, String token, long seed, long length) throws Exception {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[1 << 16];
        try (InputStream bytes = new Generated(seed, length)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                hasher.update(buffer, 0, count);
            }
        }
        URI target = URI.create(server.url() + "/api/v1/models/memory/m" + seed + "/blobs/" + hasher.digest());
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(
                            HttpRequest.newBuilder(target)
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/octet-stream")
                                    .PUT(HttpRequest.BodyPublishers.fromPublisher(
                                            HttpRequest.BodyPublishers.ofInputStream(() -> new Generated(seed, length)),
                                            length))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static long peakMebibytes(RegistryProcess server) throws IOException {
        return Files.readAllLines(
                        Path.of("/proc", Long.toString(server.process().pid()), "status"))
                .stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Bytes that no encoding makes smaller, the same for the same seed, made as they are read. */
    private static final class Generated extends InputStream {
        private long state;
        private long left;

        Generated(long seed, long length) {
            this.state = seed * 0x9E3779B97F4A7C15L + 1;
            this.left = length;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            return (int) (state & 0xff);
        }

        @Override
        public int read(byte[] target, int start, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            for (int i = 0; i < count; i++) {
                target[start + i] = (byte) read();
            }
            return count;
        }
    }
}
