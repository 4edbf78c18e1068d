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

    /** Percent of the full counts, for who has less time; the page says so. */
    private static final int SHARE = Integer.parseInt(System.getenv().getOrDefault("STEMMA_TEST_FULL_PERCENT", "100"));

    private Form() {}

    /** Whether the full counts are asked for. */
    public static boolean full() {
        return FULL;
    }

    /** A count of the short form, or of the full one, or the part of that which is asked for. */
    public static int count(int inShort, int inFull) {
        return FULL ? Math.max(inShort, inFull * SHARE / 100) : inShort;
    }

    private static String name() {
        if (!FULL) {
            return "short";
        }
        return SHARE == 100 ? "full" : SHARE + " % of full";
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
        String line =
                String.join("\t", promise, name(), LocalDate.now(ZoneOffset.UTC).toString(), counters);
        Files.writeString(
                folder.resolve(promise.replaceAll("[^A-Za-z0-9]+", "-") + (FULL ? "-full.tsv" : "-short.tsv")),
                line + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }
}
