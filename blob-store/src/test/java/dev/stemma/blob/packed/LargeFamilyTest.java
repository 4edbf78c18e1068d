package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models are encoded and decoded in constant memory. */
final class LargeFamilyTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void aModelLargerThanTheHeapAndItsRetrainAreEncodedAndReadBack() throws Exception {
        Process process = run("-Xmx128m", 256);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        assertEquals("came back whole\n", output);
        assertEquals(0, process.exitValue());
    }

    @Test
    void theTestWouldNoticeBuffersThatDoNotFit() throws Exception {
        Process process = run("-Xmx64m", 64);
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        assertNotEquals(0, process.exitValue());
    }

    private Process run(String heap, int mib) throws IOException {
        String java =
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
        String classes = System.getProperty("java.class.path", "");
        return new ProcessBuilder(
                        java,
                        heap,
                        "-XX:+UseSerialGC", // as the server runs
                        "-cp",
                        classes,
                        LargeFamilyMain.class.getName(),
                        folder.toString(),
                        Integer.toString(mib))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
