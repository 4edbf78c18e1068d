package dev.stemma.cli.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs git in a folder and reads what it says. A failing git means "not known", never a failed push. */
final class Git {
    private static final int MOST_OUTPUT_BYTES = 64 << 20;
    private static final int PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Map<String, String> variables;

    Git(Path folder) {
        this(folder, Map.of("GIT_OPTIONAL_LOCKS", "0", "LC_ALL", "C"));
    }

    private Git(Path folder, Map<String, String> variables) {
        this.folder = folder;
        this.variables = variables;
    }

    /** The same with environment variables more. */
    Git with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new Git(folder, all);
    }

    /** One line of output, or empty when git fails or says nothing. */
    Optional<String> line(String... arguments) {
        return run(new byte[0], arguments)
                .map(out -> new String(out, StandardCharsets.UTF_8).strip())
                .filter(text -> !text.isEmpty());
    }

    /** Output split at NUL. */
    List<String> fields(String... arguments) {
        String text = run(new byte[0], arguments)
                .map(out -> new String(out, StandardCharsets.UTF_8))
                .orElse("");
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\0'); end >= 0; end = text.indexOf('\0', start)) {
            fields.add(text.substring(start, end));
            start = end + 1;
        }
        return fields;
    }

    /** All output of a command that is given some input; empty when it fails. */
    Optional<byte[]> run(byte[] input, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables);
        try {
            return output(builder.start(), input);
        } catch (IOException noGit) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> output(Process process, byte[] input) throws IOException {
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            }
            byte[] out;
            try (InputStream stream = process.getInputStream()) {
                out = stream.readNBytes(MOST_OUTPUT_BYTES);
            }
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(out) : Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }
}
