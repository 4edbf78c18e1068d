package dev.stemma.registry.outbound.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a worker whose server is killed. */
final class OrphanTest {
    @TempDir
    Path work;

    @Test
    void aWorkerDoesNotOutliveItsServerAndTheNextServerClearsItsFilesAway() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingServer.class.getName(),
                        work.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            long worker = Long.parseLong(String.valueOf(out.readLine()));
            Optional<ProcessHandle> handle = ProcessHandle.of(worker);
            assertTrue(handle.isPresent(), "no worker runs");
            server.destroyForcibly().waitFor();
            handle.get().onExit().get(10, TimeUnit.SECONDS);
        } finally {
            server.destroyForcibly();
        }
        assertEquals(1, count(), "the dead server's folder");
        WorkRoom.open(work).close();
        assertEquals(0, count());
    }

    private long count() throws Exception {
        try (Stream<Path> folders = Files.list(work)) {
            return folders.count();
        }
    }
}
