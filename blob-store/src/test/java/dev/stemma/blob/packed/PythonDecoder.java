package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs the decoder that was written from the format page. It needs python3, and zstd for its frames. */
final class PythonDecoder {

    private static final String SCRIPT = "src/test/python/decode.py";

    private PythonDecoder() {}

    /** Starts it; a test is skipped where one of the commands is missing. */
    static Process start(Path store, String... arguments) throws IOException {
        assumeRuns("python3");
        assumeRuns("zstd");
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT, store.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The digests of all files of a store, each of which it decoded and checked. */
    static Set<String> files(Path store) throws Exception {
        Process process = start(store);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, "it did not read every file");
        return Set.copyOf(output.lines().toList());
    }

    private static void assumeRuns(String command) throws IOException {
        try {
            Process process = new ProcessBuilder(command, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.onExit().join();
        } catch (IOException e) {
            abort("There is no " + command + " here: the second decoder was not run");
        }
    }
}
