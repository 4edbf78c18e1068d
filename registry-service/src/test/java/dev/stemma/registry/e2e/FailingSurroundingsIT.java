package dev.stemma.registry.e2e;

import static dev.stemma.registry.testing.PostgresDatabase.environment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees when the store is full, or its bucket is missing: a clear refusal, and nothing stored before is harmed. */
final class FailingSurroundingsIT {

    @TempDir
    Path folder;

    @Test
    void aFullStoreRefusesAndRecoversWithoutRestart() throws IOException, InterruptedException {
        Path objects = Files.createDirectories(folder.resolve("data/objects"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", objects.toString()) == 0,
                "only root can mount a small file system");
        try (var registry = RegistryProcess.embedded(folder.resolve("data"))) {
            var stemma = new StemmaCommand(folder.resolve("home"), registry.url(), registry.adminToken());
            write(stemma, "small.bin", 5_000_000);
            write(stemma, "large.bin", 40_000_000);
            stemma.ok("push", "small.bin", "full/small", "--no-validate");
            var refused = stemma.run("push", "large.bin", "full/large", "--no-validate");
            assertEquals(8, refused.exit(), refused.toString());
            assertTrue(refused.err().contains("STORE_FULL"), refused.toString());
            stemma.ok("pull", "full/small:v1", "-o", "out");
            assertEquals(
                    -1L,
                    Files.mismatch(
                            stemma.workDir().resolve("small.bin"),
                            stemma.workDir().resolve("out/small.bin")));
            assertEquals(0, run("mount", "-o", "remount,size=128m", objects.toString()));
            stemma.ok("push", "large.bin", "full/large", "--no-validate");
        } finally {
            run("umount", objects.toString());
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "STEMMA_TEST_S3_ENDPOINT",
            matches = ".+",
            disabledReason = "no S3 server to run against")
    void aMissingBucketIsSaidAndNothingIsAcknowledged() throws IOException {
        Map<String, String> settings = Map.of(
                "STEMMA_STORE_KIND", "s3",
                "STEMMA_STORE_S3_ENDPOINT", environment("STEMMA_TEST_S3_ENDPOINT"),
                "STEMMA_STORE_S3_REGION", "us-east-1",
                "STEMMA_STORE_S3_PATH_STYLE", "true",
                "STEMMA_STORE_S3_ACCESS_KEY", environment("STEMMA_TEST_S3_ACCESS_KEY"),
                "STEMMA_STORE_S3_SECRET_KEY", environment("STEMMA_TEST_S3_SECRET_KEY"),
                "STEMMA_STORE_S3_BUCKET", "no-such-bucket-here");
        Path embedded = Path.of(System.getProperty("stemma.embedded.dir"));
        try (var registry = RegistryProcess.start(embedded, folder.resolve("data"), settings)) {
            var stemma = new StemmaCommand(folder.resolve("home"), registry.url(), registry.adminToken());
            write(stemma, "small.bin", 1000);
            var refused = stemma.run("push", "small.bin", "lost/small", "--no-validate");
            assertEquals(8, refused.exit(), refused.toString());
            assertTrue(refused.err().contains("STORE_UNAVAILABLE"), refused.toString());
            assertEquals(3, stemma.run("show", "lost/small:v1").exit());
        }
    }

    private static void write(StemmaCommand stemma, String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.write(stemma.workDir().resolve(name), bytes);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
