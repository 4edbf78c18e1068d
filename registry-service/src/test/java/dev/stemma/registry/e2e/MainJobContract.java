package dev.stemma.registry.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people come for, through the real command and a packaged server. Each test has a namespace of its own. */
abstract class MainJobContract {

    @TempDir
    Path home;

    /** The server under test. */
    abstract RegistryProcess registry();

    /** Its administrator's token. */
    abstract String token();

    private StemmaCommand stemma() {
        return new StemmaCommand(home, registry().url(), token());
    }

    @Test
    void aModelGoesFromPushToProductionAndBack() throws IOException {
        var stemma = stemma();
        Models.writeAffine(stemma.workDir().resolve("model.onnx"), 2f, 1f);
        Models.writeSuiteInputs(stemma.workDir().resolve("inputs"), 4);

        String first = stemma.ok("push", "model.onnx", "main/affine", "-m", "first", "--param", "lr=0.1");
        assertEquals("main/affine:v1", first);
        stemma.ok("suite", "record", "main/affine:v1", "-i", "inputs", "main/golden");
        stemma.ok("validate", "main/affine:v1", "--suite", "suite:main/golden");
        stemma.ok("promote", "main/affine:v1", "--to", "production", "-m", "go");

        Models.writeAffine(stemma.workDir().resolve("model.onnx"), 3f, 1f);
        stemma.ok("push", "model.onnx", "main/affine", "--from", "main/affine:v1=finetune", "--no-validate");
        assertEquals(
                6, stemma.run("promote", "main/affine:v2", "--to", "production").exit());
        assertEquals(
                6,
                stemma.run("validate", "main/affine:v2", "--suite", "suite:main/golden")
                        .exit());
        assertEquals(
                6, stemma.run("promote", "main/affine:v2", "--to", "production").exit());

        stemma.ok("pull", "main/affine@production", "-o", "pulled");
        Models.writeAffine(stemma.workDir().resolve("expected.onnx"), 2f, 1f);
        assertArrayEquals(
                Files.readAllBytes(stemma.workDir().resolve("expected.onnx")),
                Files.readAllBytes(stemma.workDir().resolve("pulled/model.onnx")));
        String lineage = stemma.ok("lineage", "main/affine:v2", "--up", "--format", "json");
        assertTrue(lineage.contains("finetune"), lineage);
    }

    @Test
    void rollbackGoesToTheHolderBefore() throws IOException {
        var stemma = stemma();
        for (int i = 1; i <= 2; i++) {
            Models.writeAffine(stemma.workDir().resolve("model.onnx"), i, 0f);
            Models.writeSuiteInputs(stemma.workDir().resolve("inputs"), 2);
            stemma.ok("push", "model.onnx", "back/affine");
            stemma.ok("suite", "record", "back/affine:v" + i, "-i", "inputs", "back/golden" + i);
            stemma.ok("validate", "back/affine:v" + i, "--suite", "suite:back/golden" + i);
            stemma.ok("promote", "back/affine:v" + i, "--to", "production");
        }
        stemma.ok("rollback", "back/affine", "--stage", "production", "-m", "slow");
        String shown = stemma.ok("show", "back/affine@production", "--json");
        assertTrue(shown.contains("\"v1\""), shown);
    }

    @Test
    void severalLargerFilesComeBackByteForByte() throws IOException {
        var stemma = stemma();
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        Path folder = Files.createDirectories(stemma.workDir().resolve("weights/part"));
        for (int size : new int[] {0, 1, 4 << 20, (4 << 20) + 1, 23_000_000}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            Files.write(folder.resolve("w" + size), bytes);
        }
        stemma.ok("push", "weights", "bytes/weights", "--no-validate");
        stemma.ok("pull", "bytes/weights:v1", "-o", "back");
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Path pulled = stemma.workDir().resolve("back/part").resolve(file.getFileName());
                assertEquals(-1L, Files.mismatch(file, pulled), file.toString());
            }
        }
        String again = stemma.ok("push", "weights", "bytes/weights", "--no-validate", "--json");
        assertTrue(again.contains("\"created\":false") || again.contains("\"created\": false"), again);
    }

    @Test
    void aWatchedFolderFollowsAPromotion() throws Exception {
        var stemma = stemma();
        for (int i = 1; i <= 2; i++) {
            Models.writeAffine(stemma.workDir().resolve("model.onnx"), i, 0f);
            Models.writeSuiteInputs(stemma.workDir().resolve("inputs"), 2);
            stemma.ok("push", "model.onnx", "watch/affine");
            stemma.ok("suite", "record", "watch/affine:v" + i, "-i", "inputs", "watch/golden" + i);
            stemma.ok("validate", "watch/affine:v" + i, "--suite", "suite:watch/golden" + i);
        }
        stemma.ok("promote", "watch/affine:v1", "--to", "production");
        Process watch = stemma.start(
                "pull",
                "watch/affine@production",
                "-o",
                "live",
                "--watch",
                "--interval",
                "100ms",
                "--quiet",
                "--exec",
                "cp $STEMMA_DIR/model.onnx served-$STEMMA_VERSION.onnx");
        try (var says = watch.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("v1", says.readLine());
            stemma.ok("promote", "watch/affine:v2", "--to", "production");
            assertEquals("v2", says.readLine());
            assertArrayEquals(
                    Files.readAllBytes(stemma.workDir().resolve("model.onnx")),
                    Files.readAllBytes(stemma.workDir().resolve("live/model.onnx")));
            stemma.ok("rollback", "watch/affine", "--stage", "production", "-m", "slow");
            assertEquals("v1", says.readLine());
            Models.writeAffine(stemma.workDir().resolve("first.onnx"), 1, 0f);
            assertArrayEquals(
                    Files.readAllBytes(stemma.workDir().resolve("first.onnx")),
                    Files.readAllBytes(stemma.workDir().resolve("served-v1.onnx")));
        } finally {
            watch.descendants().forEach(ProcessHandle::destroy);
            watch.destroy();
            watch.waitFor();
        }
    }

    @Test
    void wrongInputGivesTheDocumentedExitCode() throws IOException {
        var stemma = stemma();
        assertEquals(3, stemma.run("show", "nobody/nothing:v1").exit());
        assertEquals(2, stemma.run("show", "not a reference").exit());
        assertEquals(3, stemma.run("push", "no-such-file.onnx", "main/x").exit());
        Files.writeString(stemma.workDir().resolve("fake.onnx"), "<!doctype html><script>alert(1)</script>");
        stemma.ok("push", "fake.onnx", "bad/fake", "--no-validate");
        var validated = stemma.run("validate", "bad/fake:v1");
        assertEquals(6, validated.exit(), validated.toString());
        assertTrue((validated.out() + validated.err()).contains("FORMAT_MISMATCH"), validated.toString());
        var stranger = new StemmaCommand(home, registry().url(), "stm_pat_000000000000000000000000000000000000");
        assertEquals(4, stranger.run("ls").exit());
        assertFalse(registry().log().contains(token()), "the log must not hold a token");
    }

    @Test
    void aFamilyTakesAFractionAndComesBackByteForByte() throws IOException {
        var stemma = stemma();
        StoredFamily family = StoredFamily.push(stemma, "family/model");
        family.awaitEncoded();

        long first = family.storedBytes(1);
        assertTrue(first < family.sizeBytes(1), () -> family.storage(1));
        assertTrue(family.storedBytes(2) < first * 3 / 5, () -> family.storage(2));
        assertTrue(family.storedBytes(3) < family.sizeBytes(3) / 20, () -> family.storage(3));
        assertTrue(family.storage(2).contains("delta"), () -> family.storage(2));
        assertTrue(family.storage(3).contains("derive"), () -> family.storage(3));

        family.assertAllComeBack();
        for (int version = 1; version <= 3; version++) {
            stemma.ok("validate", family.version(version));
        }
    }
}
