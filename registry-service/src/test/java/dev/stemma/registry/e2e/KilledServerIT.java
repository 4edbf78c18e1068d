package dev.stemma.registry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An acknowledged push survives {@code kill -9} of the server, whenever it comes. */
final class KilledServerIT {

    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @Test
    void acknowledgedPushesSurviveKills() throws IOException, InterruptedException, ExecutionException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        List<String> acknowledged = new ArrayList<>();
        String token = "";
        for (int kill = 0; kill < KILLS; kill++) {
            try (var registry = RegistryProcess.embedded(folder.resolve("data"))) {
                token = registry.adminToken();
                acknowledged.addAll(pushUntilKilled(registry, kill, random));
            }
        }
        assertEquals(List.of(), lost(acknowledged, token));
    }

    /** Pushes one file after another; the server is killed while one of them is under way. */
    private List<String> pushUntilKilled(RegistryProcess registry, int round, Random random)
            throws IOException, InterruptedException, ExecutionException {
        var stemma = new StemmaCommand(folder.resolve("home" + round), registry.url(), registry.adminToken());
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            acknowledged.add(stemma.ok("push", bytes(stemma, random), "kill/model", "--no-validate"));
        }
        try (var pusher = Executors.newVirtualThreadPerTaskExecutor()) {
            String file = bytes(stemma, random);
            Future<StemmaCommand.Result> last =
                    pusher.submit(() -> stemma.run("push", file, "kill/model", "--no-validate", "--timeout", "5s"));
            long wait = random.nextLong(600);
            pusher.submit(() -> parkThenKill(registry, wait)).get();
            if (last.get().exit() == 0) {
                acknowledged.add(last.get().out().strip());
            }
        }
        return acknowledged;
    }

    private static void parkThenKill(RegistryProcess registry, long millis) {
        java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000);
        registry.kill();
    }

    private static String bytes(StemmaCommand stemma, Random random) throws IOException {
        byte[] content = new byte[1 + random.nextInt(6_000_000)];
        random.nextBytes(content);
        Files.write(stemma.workDir().resolve("weights.bin"), content);
        return "weights.bin";
    }

    private List<String> lost(List<String> acknowledged, String token) {
        List<String> lost = new ArrayList<>();
        try (var registry = RegistryProcess.embedded(folder.resolve("data"))) {
            var stemma = new StemmaCommand(folder.resolve("reader"), registry.url(), token);
            for (String pushed : acknowledged) {
                if (stemma.run("pull", pushed, "-o", "out", "--force").exit() != 0) {
                    lost.add(pushed);
                }
            }
        }
        return lost;
    }
}
