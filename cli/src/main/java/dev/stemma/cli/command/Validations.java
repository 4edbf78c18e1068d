package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.term.Style;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.term.Text;
import dev.stemma.cli.term.Units;
import java.math.BigDecimal;
import java.time.Duration;

/** Waits for jobs of the registry, and shows validation reports. */
final class Validations {
    private static final Duration FIRST_LOOK = Duration.ofMillis(150);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int MOST_CASES = 20;

    private final Session session;
    private final Registry registry;
    private final Terminal terminal;

    Validations(Session session, Registry registry) {
        this.session = session;
        this.registry = registry;
        this.terminal = session.terminal();
    }

    /** Waits for the validation that a version names, shows it on stderr, and gives its report, empty when none was queued. */
    Json.Obj await(Name model, Json.Obj validation) {
        if (!validation.has("id")) {
            terminal.warn("no validation was queued");
            return Json.object();
        }
        Json.Obj done = job(
                Routes.name(Kind.MODEL, model) + "/validations/" + Routes.encode(validation.text("id")), "validation");
        Json.Obj report = done.object("report");
        terminal.say(Shown.verdict(report.optText("verdict").orElse("error"), terminal)
                .and("  " + counts(report.object("summary"))));
        return report.members().isEmpty() ? report.with("verdict", "error") : report;
    }

    /** Polls a job until it is done or cancelled. */
    Json.Obj job(String path, String what) {
        long start = session.world().nanos().getAsLong();
        Duration pause = FIRST_LOOK;
        while (true) {
            Json.Obj job = registry.get(path);
            String state = job.text("state");
            if (state.equals("done") || state.equals("cancelled")) {
                return job;
            }
            Duration waited = Duration.ofNanos(session.world().nanos().getAsLong() - start);
            if (waited.compareTo(PATIENCE) > 0) {
                throw CliException.of(
                                Exit.UNAVAILABLE,
                                "JOB_SLOW",
                                "the " + what + " is still " + state + " after 30 minutes")
                        .help("it goes on; ask again later");
            }
            terminal.passing(what + " " + state + " " + terminal.glyphs().ellipsis() + " " + Units.duration(waited));
            rest(pause);
            pause = pause.multipliedBy(3).dividedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    /** The exit code that a report means. */
    static Exit exit(Json.Obj report) {
        return switch (report.optText("verdict").orElse("error")) {
            case "passed", "smoke" -> Exit.OK;
            default -> Exit.REFUSED;
        };
    }

    /** Prints a report as the answer. */
    void print(Json.Obj report) {
        String suite = report.optText("suite").map(name -> " on " + name).orElse(", smoke only: no suite");
        Json.Obj runtime = report.object("runtime");
        terminal.answer(Text.of(Style.BOLD, report.optText("version").orElse(""))
                .and(suite + "  " + runtime.optText("name").orElse("") + " "
                        + runtime.optText("version").orElse("")
                        + " " + runtime.optText("provider").orElse("") + ", isolation "
                        + runtime.optText("isolation").orElse("unknown")));
        terminal.answer(Shown.verdict(report.text("verdict"), terminal).and("  " + counts(report.object("summary"))));
        if (report.has("error")) {
            Json.Obj error = report.object("error");
            terminal.answer(Text.of(Style.RED, "  " + error.optText("code").orElse("error"))
                    .and("  "
                            + error.optText("detail")
                                    .or(() -> error.optText("message"))
                                    .orElse("")));
        }
        cases(report);
        for (Json.Obj check : report.array("checks").objects()) {
            if (!check.flag("ok")) {
                terminal.answer(
                        Text.of(Style.RED, "  " + terminal.glyphs().fail()).and(" check " + check.text("name")));
            }
        }
        measurements(report);
    }

    private void cases(Json.Obj report) {
        int shown = 0;
        for (Json.Obj one : report.array("cases").objects()) {
            if (one.text("verdict").equals("passed") || shown++ >= MOST_CASES) {
                continue;
            }
            for (Json.Obj output : one.array("outputs").objects()) {
                for (Json.Obj comparison : output.array("comparisons").objects()) {
                    if (!comparison.flag("ok")) {
                        terminal.answer("  " + one.text("id") + "  " + output.text("name") + "  "
                                + comparison.text("comparator") + "  "
                                + comparison.optText("detail").orElse(""));
                    }
                }
            }
        }
        if (shown > MOST_CASES) {
            terminal.answer("  and " + (shown - MOST_CASES) + " more cases (--json lists them)");
        }
    }

    private void measurements(Json.Obj report) {
        Json.Obj latency = report.object("latency");
        StringBuilder line = new StringBuilder();
        if (latency.get("p50") instanceof Json.Num(BigDecimal p50)
                && latency.get("p95") instanceof Json.Num(BigDecimal p95)) {
            line.append("  latency p50 ")
                    .append(Units.number(p50))
                    .append(" ms, p95 ")
                    .append(Units.number(p95))
                    .append(" ms");
        }
        if (report.has("memoryPeakBytes")) {
            line.append("  memory ").append(Units.bytes(report.integer("memoryPeakBytes")));
        }
        if (!line.isEmpty()) {
            terminal.answer(Text.of(Style.DIM, line.toString()));
        }
    }

    private static String counts(Json.Obj summary) {
        if (!summary.has("cases") || summary.integer("cases") == 0) {
            return "";
        }
        String errors = summary.has("errors") && summary.integer("errors") > 0
                ? ", " + summary.integer("errors") + " errors"
                : "";
        return summary.integer("passed") + " of " + summary.integer("cases") + " cases passed" + errors;
    }

    private void rest(Duration pause) {
        try {
            session.world().pause().rest(pause);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw CliException.of(Exit.INTERRUPTED, "INTERRUPTED", "interrupted")
                    .from(stop);
        }
    }
}
