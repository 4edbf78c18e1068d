package dev.stemma.cli.capture;

import dev.stemma.cli.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The environment: a lockfile with its packages, operating system, processor, memory, the Python in use. */
final class EnvironmentCapture {
    private static final int MOST_LOCK_BYTES = 32 << 20;
    /** Room for the rest below the registry's limit of 1 MiB for a document. */
    private static final int MOST_DOCUMENT_BYTES = 900 << 10;

    private EnvironmentCapture() {}

    /** Captures with the first lockfile found in one of these folders; empty when there is none. */
    static Optional<LineageDocument> detect(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            for (String name : Lockfile.NAMES) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    return Optional.of(capture(file));
                }
            }
        }
        return Optional.empty();
    }

    /** Captures with this lockfile. */
    static LineageDocument capture(Path file) throws IOException {
        byte[] bytes;
        try (java.io.InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_LOCK_BYTES);
        }
        Lockfile lock = Lockfile.of(String.valueOf(file.getFileName()), bytes);
        Optional<String> python = lock.python() ? python(file) : Optional.empty();
        Json.Obj document = document(lock, python);
        LineageDocument captured = LineageDocument.of(document, summary(lock, python));
        if (captured.bytes().length > MOST_DOCUMENT_BYTES) {
            Lockfile bare = new Lockfile(lock.path(), lock.sha256(), lock.sizeBytes(), List.of());
            return LineageDocument.of(document(bare, python), summary(bare, python));
        }
        return captured;
    }

    private static Json.Obj document(Lockfile lock, Optional<String> python) {
        Json.Obj document = Json.document("environment")
                .with("lock", lock.document())
                .with("os", System.getProperty("os.name") + " " + shortRelease())
                .with("arch", System.getProperty("os.arch"))
                .with("cpus", Runtime.getRuntime().availableProcessors());
        Optional<Long> memory = memoryBytes();
        document = memory.isPresent() ? document.with("memoryBytes", memory.get()) : document;
        return python.isPresent() ? document.with("python", python.get()) : document;
    }

    private static String summary(Lockfile lock, Optional<String> python) {
        String packages = lock.packages().isEmpty()
                ? ""
                : ", " + lock.packages().size() + (lock.packages().size() == 1 ? " package" : " packages");
        return lock.path()
                + packages
                + python.map(version -> ", python " + version).orElse("");
    }

    private static String shortRelease() {
        String release = System.getProperty("os.version", "");
        String[] parts = release.split("\\.", 3);
        return parts.length < 2 ? release : parts[0] + "." + parts[1];
    }

    private static Optional<Long> memoryBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo"), StandardCharsets.US_ASCII).stream()
                    .filter(line -> line.matches("MemTotal:\\s+[0-9]{1,15} kB"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException otherSystem) {
            return Optional.empty();
        }
    }

    private static Optional<String> python(Path lock) {
        Path folder = lock.toAbsolutePath().getParent();
        Path own = folder == null ? Path.of("python3") : folder.resolve(".venv/bin/python");
        try {
            Process process = new ProcessBuilder(Files.isExecutable(own) ? own.toString() : "python3", "--version")
                    .redirectErrorStream(true)
                    .start();
            try (java.io.InputStream in = process.getInputStream()) {
                process.getOutputStream().close();
                String said = new String(in.readNBytes(200), StandardCharsets.US_ASCII).strip();
                process.waitFor(5, TimeUnit.SECONDS);
                return said.matches("Python [0-9][0-9A-Za-z.+]*") ? Optional.of(said.substring(7)) : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException none) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
