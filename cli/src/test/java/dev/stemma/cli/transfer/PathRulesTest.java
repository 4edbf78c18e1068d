package dev.stemma.cli.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.cli.failure.CliException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PathRulesTest {
    @Test
    void ordinaryPathsPass() {
        PathRules.check(List.of("model.onnx", "a/b/c.txt", "ä ö/ß.bin", ".hidden", "a.git", "...", "日本/模型", "😀"));
    }

    @Test
    void loneSurrogatesAreRefused() {
        assertThrows(CliException.class, () -> PathRules.check(List.of("a\ud800b")));
    }

    @Test
    void whateverPassesStaysBelowItsFolder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "ab./\\:~ \u0000é";
        java.nio.file.Path root = java.nio.file.Path.of("/target");
        int passed = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder path = new StringBuilder();
            for (int n = random.nextInt(8); n >= 0; n--) {
                path.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (PathRules.problem(path.toString()) == null) {
                passed++;
                java.nio.file.Path resolved = root.resolve(path.toString());
                assertEquals(resolved, resolved.normalize(), () -> "seed " + seed + ": " + path);
                assertEquals(
                        true, resolved.startsWith(root) && !resolved.equals(root), () -> "seed " + seed + ": " + path);
            }
        }
        assertEquals(true, passed > 100, "the test tried too little");
    }
}
