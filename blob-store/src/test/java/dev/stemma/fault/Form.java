package dev.stemma.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** How thoroughly to test, and where the counters of a run go. */
public final class Form {

    private static final boolean FULL = "yes".equals(System.getenv("STEMMA_TEST_FULL"));

    private Form() {}

    /** Whether the full counts are asked for. */
    public static boolean full() {
        return FULL;
    }

    /** A count of the short form, or of the full one. */
    public static int count(int inShort, int inFull) {
        return FULL ? inFull : inShort;
    }

    /**
     * Records what a test counted, as one line that script/test puts into docs/reliability.md.
     *
     * @param promise number and place, such as {@code P1 disk}: one line of the page
     * @param counters what was counted
     */
    public static void record(String promise, String counters) throws IOException {
        System.out.println(promise + ": " + counters);
        Path folder = Files.createDirectories(Path.of("target", "reliability"));
        String line = String.join(
                "\t",
                promise,
                FULL ? "full" : "short",
                LocalDate.now(ZoneOffset.UTC).toString(),
                counters);
        Files.writeString(
                folder.resolve(promise.replaceAll("[^A-Za-z0-9]+", "-") + (FULL ? "-full.tsv" : "-short.tsv")),
                line + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }
}
