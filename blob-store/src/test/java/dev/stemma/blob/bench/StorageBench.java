package dev.stemma.blob.bench;

import dev.stemma.blob.bench.FamilyRun.Outcome;
import dev.stemma.blob.bench.Meter.Taken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Stores a family of models, encodes each against its parents and reads it back, as a registry does; prints what that
 * took. The family goes through twice, into two stores, and the second time counts, when the JVM has compiled the code.
 */
final class StorageBench {

    private StorageBench() {}

    /**
     * Arguments: list of members (see {@link Member#list}), folder for the stores, file for machine-readable results; or
     * {@code --large}, folder, size in MiB.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("--large")) {
            LargeRun.run(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        } else {
            family(Member.list(Path.of(arguments[0])), Path.of(arguments[1]), Path.of(arguments[2]));
        }
        System.out.println();
        System.out.println(Memory.report());
    }

    private static void family(List<Member> members, Path folder, Path results) throws IOException {
        new FamilyRun(folder.resolve("warm")).run(members);
        FamilyRun measured = new FamilyRun(folder.resolve("measured"));
        List<Outcome> outcomes = measured.run(members);
        System.out.println(
                "| file | raw MB | stored MB | of raw | chunks by codec, MB before→after | put | encode | decode |");
        System.out.println("|---|--:|--:|--:|---|--:|--:|--:|");
        outcomes.forEach(outcome -> System.out.println(row(outcome)));
        System.out.println(row(total(outcomes)));
        System.out.println();
        System.out.println("put, encode, decode: MB of the raw file per second of CPU, all threads together"
                + " (in brackets: per second of the clock)");
        Files.write(results, outcomes.stream().map(StorageBench::result).toList());
        HotRun.run(measured, outcomes);
    }

    private static Outcome total(List<Outcome> outcomes) {
        return new Outcome(
                "all",
                outcomes.stream().mapToLong(Outcome::rawBytes).sum(),
                outcomes.stream().mapToLong(Outcome::storedBytes).sum(),
                CodecMix.sum(outcomes.stream().map(Outcome::mix).toList()),
                outcomes.stream().map(Outcome::put).reduce(Taken.NOTHING, Taken::plus),
                outcomes.stream().map(Outcome::encode).reduce(Taken.NOTHING, Taken::plus),
                outcomes.stream().map(Outcome::decode).reduce(Taken.NOTHING, Taken::plus));
    }

    private static String row(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.3f | %.2f %% | %s | %s | %s | %s |",
                outcome.name(),
                outcome.rawBytes() / 1e6,
                outcome.storedBytes() / 1e6,
                100.0 * outcome.storedBytes() / outcome.rawBytes(),
                outcome.mix(),
                rate(outcome.put(), outcome.rawBytes()),
                rate(outcome.encode(), outcome.rawBytes()),
                rate(outcome.decode(), outcome.rawBytes()));
    }

    static String rate(Taken taken, long bytes) {
        return String.format(
                Locale.ROOT, "%.0f (%.0f)", taken.megabytesPerCpuSecond(bytes), taken.megabytesPerSecond(bytes));
    }

    /** Name, stored bytes, seconds by the clock, seconds of CPU: the fields that peers are written down with too. */
    private static String result(Outcome outcome) {
        Taken taken = outcome.put().plus(outcome.encode());
        return String.join(
                "\t",
                "Stemma",
                outcome.name(),
                Long.toString(outcome.storedBytes()),
                String.format(Locale.ROOT, "%.3f", taken.wallSeconds()),
                String.format(Locale.ROOT, "%.3f", taken.cpuSeconds()));
    }
}
