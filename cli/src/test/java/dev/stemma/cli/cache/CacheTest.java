package dev.stemma.cli.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Cache cache(long limit, Instant now) {
        return new Cache(folder.resolve("cache"), limit, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Path file(int size, int seed) throws IOException {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return Files.write(folder.resolve("f" + seed), bytes);
    }

    private static Digest digest(Path file) throws IOException {
        return Digest.of(Files.readAllBytes(file));
    }

    @Test
    void whatWasUsedLongestAgoGoesFirstAndTheLimitHolds() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            files.add(file(300, i));
            cache(1000, NOW.plusSeconds(i)).put(digest(files.get(i)), files.get(i));
            if (i == 2) {
                cache(1000, NOW.plusSeconds(10))
                        .open(digest(files.get(0)))
                        .orElseThrow()
                        .close();
            }
        }
        Cache cache = cache(1000, NOW);
        assertTrue(cache.has(digest(files.get(0)), 300), "it was used again");
        assertFalse(cache.has(digest(files.get(1)), 300));
        assertEquals(3, cache.entries().size());
    }

    @Test
    void aFileThatIsTooLargeOrACacheThatIsOffKeepsNothing() throws IOException {
        Path file = file(600, 1);
        cache(1000, NOW).put(digest(file), file);
        cache(0, NOW).put(digest(file), file);
        assertEquals(List.of(), cache(1000, NOW).entries());
    }

    @Test
    void anEditOfTheSourceDoesNotReachTheEntry() throws IOException {
        Path file = file(400, 1);
        Digest digest = digest(file);
        Cache cache = cache(10_000, NOW);
        cache.put(digest, file);
        Files.writeString(file, "edited in place");
        assertTrue(cache.sound(cache.entries().getFirst()));
    }

    @Test
    void whatADeadWriterLeftIsRemovedOnceItIsOldAndWhatIsNoEntryIsLeftAlone() throws IOException {
        Cache cache = cache(10_000, NOW);
        Path tmp = Files.createDirectories(cache.folder().resolve("tmp"));
        Path dead = Files.writeString(tmp.resolve("put-1.part"), "half");
        Path alive = Files.writeString(tmp.resolve("put-2.part"), "half");
        Path other = Files.createDirectories(cache.folder().resolve("files/ab")).resolve("notes.txt");
        Files.writeString(other, "mine");
        Files.setLastModifiedTime(dead, FileTime.from(NOW.minus(Duration.ofHours(2))));
        Files.setLastModifiedTime(alive, FileTime.from(NOW.minus(Duration.ofMinutes(2))));
        cache.shrink(0);
        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(alive));
        assertTrue(Files.exists(other));
    }

    @Test
    void aServerIsToldOnlyOfFilesThatItHasSeen() throws IOException {
        Cache cache = cache(10_000, NOW);
        Path file = file(400, 1);
        cache.put(digest(file), file);
        cache.note("http://one", new Known(digest(file), "acme/m", "model.onnx"));
        assertEquals(List.of(new Known(digest(file), "acme/m", "model.onnx")), cache.known("http://one"));
        assertEquals(List.of(), cache.known("http://other"));
        cache.drop(digest(file));
        assertEquals(List.of(), cache.known("http://one"));
    }

    @Test
    void severalProcessesPutReadAndMakeRoomAtOnceAndKillingThemHarmsNothing() throws Exception {
        Path shared = folder.resolve("cache");
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(start(shared, i, i == 0 ? 100_000 : 120));
            }
            BufferedReader first = processes.getFirst().inputReader();
            for (int i = 0; i < 60; i++) {
                assertNotNull(first.readLine(), "it ended early");
            }
            processes.getFirst().destroyForcibly().waitFor();
            for (Process other : processes.subList(1, 3)) {
                String said =
                        new String(other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertEquals(0, other.waitFor(), said);
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        Cache cache = new Cache(shared, CacheChurn.LIMIT_BYTES, Clock.systemUTC());
        for (Entry entry : cache.entries()) {
            assertTrue(cache.sound(entry), entry::toString);
        }
        CacheChurn.round(cache, folder, new Random(9));
    }

    @Test
    void anEntryThatIsNotRenamedButWrittenInPlaceWouldBeSeenTorn() throws IOException {
        Path file = file(400, 1);
        Cache cache = cache(10_000, NOW);
        cache.put(digest(file), file);
        Path entry = cache.folder()
                .resolve("files/" + digest(file).hex().substring(0, 2) + "/"
                        + digest(file).hex());
        Files.write(entry, java.util.Arrays.copyOf(Files.readAllBytes(entry), 200));
        assertFalse(cache.sound(cache.entries().getFirst()), "the check must be able to fail");
    }

    private Process start(Path shared, int seed, int rounds) throws IOException {
        Path own = Files.createDirectories(folder.resolve("own" + seed));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CacheChurn.class.getName(),
                        shared.toString(),
                        own.toString(),
                        String.valueOf(seed),
                        String.valueOf(rounds))
                .redirectErrorStream(true)
                .start();
    }
}
