package dev.stemma.registry.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The crash points that the sources name, so that no test has to list them. */
final class CrashPoints {

    private static final Pattern POINT = Pattern.compile("CrashPoint\\.at\\(\"([a-z.]+)\"\\)");

    private CrashPoints() {}

    /** Their names, sorted. */
    static List<String> inSources() throws IOException {
        Path clone = Path.of(System.getProperty("stemma.clone"));
        TreeSet<String> points = new TreeSet<>();
        for (String module : List.of("blob-store", "registry-service")) {
            try (Stream<Path> files = Files.walk(clone.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    Matcher matcher = POINT.matcher(Files.readString(file));
                    while (matcher.find()) {
                        points.add(matcher.group(1));
                    }
                }
            }
        }
        return List.copyOf(points);
    }
}
