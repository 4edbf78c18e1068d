package dev.stemma.registry.model.validation;

import java.util.List;
import java.util.Optional;

/**
 * The immutable result of running one model version on one suite.
 *
 * @param verdict the result
 * @param subject what was run on what
 * @param summary counts of cases
 * @param runtime what ran it
 * @param checks steps and checks beside the comparisons, in order
 * @param cases every case that ran, in the suite's order
 * @param latency how long single runs took; empty when nothing ran
 * @param memoryPeakBytes the worker's largest resident size; empty when unknown
 * @param error why the model was not run to its end, when the verdict is ERROR
 */
public record Report(
        Verdict verdict,
        Subject subject,
        Summary summary,
        RuntimeFacts runtime,
        List<Check> checks,
        List<CaseReport> cases,
        Optional<Latency> latency,
        Optional<Long> memoryPeakBytes,
        Optional<ReportError> error) {

    /** The name and version of the JSON form. */
    public static final String SCHEMA = "stemma.validation/v1";

    public Report {
        checks = List.copyOf(checks);
        cases = List.copyOf(cases);
    }

    /**
     * What was run on what.
     *
     * @param version the model version's short reference
     * @param digest its digest, {@code sha256:…}
     * @param suite the suite version's short reference; empty for a smoke test
     * @param suiteDigest its digest
     */
    public record Subject(String version, String digest, Optional<String> suite, Optional<String> suiteDigest) {}

    /**
     * Counts of cases.
     *
     * @param cases all of the suite
     * @param passed that met their tolerances
     * @param failed that did not
     * @param errors that could not be run
     */
    public record Summary(int cases, int passed, int failed, int errors) {}

    /**
     * A step or check.
     *
     * @param name such as {@code parse}, {@code load}, {@code finite}, {@code shapes}, {@code deterministic}
     * @param ok whether it went well
     * @param ms how long it took, in milliseconds
     * @param detail one sentence when it did not; else empty
     */
    public record Check(String name, boolean ok, double ms, String detail) {}

    /**
     * One case.
     *
     * @param id its folder
     * @param verdict PASSED, FAILED, or SMOKE where nothing was expected
     * @param ms its first run, in milliseconds
     * @param outputs what was compared, in the model's order
     */
    public record CaseReport(String id, Verdict verdict, double ms, List<OutputReport> outputs) {
        public CaseReport {
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * One output of one case.
     *
     * @param name its name
     * @param verdict PASSED or FAILED
     * @param comparisons what each comparator found
     */
    public record OutputReport(String name, Verdict verdict, List<Comparison> comparisons) {
        public OutputReport {
            comparisons = List.copyOf(comparisons);
        }
    }

    /**
     * How long single runs took.
     *
     * @param p50 median, in milliseconds
     * @param p95 95th percentile, in milliseconds
     * @param runs how many
     */
    public record Latency(double p50, double p95, int runs) {}

    /**
     * Why a model was not run to its end.
     *
     * @param code stable
     * @param detail one sentence for the user
     */
    public record ReportError(ReportCode code, String detail) {}
}
