package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.Report;
import dev.stemma.registry.model.validation.Report.CaseReport;
import dev.stemma.registry.model.validation.Report.Check;
import dev.stemma.registry.model.validation.Report.Latency;
import dev.stemma.registry.model.validation.Report.ReportError;
import dev.stemma.registry.model.validation.RunResult;
import dev.stemma.registry.model.validation.RuntimeFacts;
import dev.stemma.registry.model.validation.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A report in the making. */
final class ReportDraft {
    private final Report.Subject subject;
    private final RuntimeFacts runtime;
    private final List<Check> checks = new ArrayList<>();
    private final List<CaseReport> cases = new ArrayList<>();
    private int suiteCases;
    private Optional<Latency> latency = Optional.empty();
    private Optional<Long> memoryPeak = Optional.empty();
    private Optional<ReportError> error = Optional.empty();

    ReportDraft(Report.Subject subject, RuntimeFacts runtime) {
        this.subject = subject;
        this.runtime = runtime;
    }

    /** Milliseconds, to the microsecond. */
    static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }

    void suiteOf(int count) {
        suiteCases = count;
    }

    void check(String name, boolean ok, Duration took, String detail) {
        checks.add(new Check(name, ok, millis(took), detail));
    }

    void check(String name, boolean ok, String detail) {
        check(name, ok, Duration.ZERO, detail);
    }

    void cases(List<CaseReport> reports) {
        cases.addAll(reports);
    }

    void completed(RunResult.Completed completed, List<Duration> times) {
        check("load", true, completed.load(), "");
        List<Duration> sorted = times.stream().sorted().toList();
        if (!sorted.isEmpty()) {
            latency = Optional.of(new Latency(percentile(sorted, 50), percentile(sorted, 95), sorted.size()));
        }
        memoryPeak = completed.memoryPeakBytes() > 0 ? Optional.of(completed.memoryPeakBytes()) : Optional.empty();
    }

    /** The nearest rank. */
    private static double percentile(List<Duration> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return millis(sorted.get(rank - 1));
    }

    void stopped(RunResult.Stopped stopped) {
        check("load", stopped.loaded(), stopped.loaded() ? "" : stopped.error().detail());
        error(stopped.error());
    }

    void error(ReportError why) {
        if (checks.isEmpty()) {
            check("parse", false, why.detail());
        }
        error = Optional.of(why);
    }

    Report report() {
        int passed = count(Verdict.PASSED);
        int failed = count(Verdict.FAILED);
        int errors = error.isPresent() ? suiteCases - passed - failed : 0;
        return new Report(
                verdict(failed),
                subject,
                new Report.Summary(suiteCases, passed, failed, errors),
                runtime,
                checks,
                cases,
                latency,
                memoryPeak,
                error);
    }

    private int count(Verdict verdict) {
        return (int) cases.stream().filter(each -> each.verdict() == verdict).count();
    }

    private Verdict verdict(int failed) {
        if (error.isPresent()) {
            return Verdict.ERROR;
        } else if (failed > 0 || checks.stream().anyMatch(check -> !check.ok())) {
            return Verdict.FAILED;
        }
        return subject.suite().isPresent() ? Verdict.PASSED : Verdict.SMOKE;
    }
}
