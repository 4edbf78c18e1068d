package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.Comparison;
import dev.stemma.registry.model.validation.Report;
import dev.stemma.registry.model.validation.Report.CaseReport;
import dev.stemma.registry.model.validation.Report.Check;
import dev.stemma.registry.model.validation.Report.OutputReport;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.model.validation.RuntimeFacts;
import dev.stemma.registry.model.validation.Verdict;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A report out of its JSON form. Stored reports are the registry's own words, so that one which does not fit is a fault. */
final class ReportReader {
    private ReportReader() {}

    static Report report(JsonValue json) {
        return new Report(
                verdict(json),
                new Report.Subject(
                        json.get("version").text(),
                        json.get("digest").text(),
                        json.get("suite").optional().map(JsonValue::text),
                        json.get("suiteDigest").optional().map(JsonValue::text)),
                summary(json.get("summary")),
                runtime(json.get("runtime")),
                json.get("checks").items().map(ReportReader::check).toList(),
                json.get("cases").items().map(ReportReader::caseReport).toList(),
                json.get("latency").optional().map(ReportReader::latency),
                json.get("memoryPeakBytes").optional().map(JsonValue::whole),
                json.get("error").optional().map(ReportReader::error));
    }

    private static Verdict verdict(JsonValue json) {
        return Verdict.valueOf(json.get("verdict").text().toUpperCase(Locale.ROOT));
    }

    private static Report.Summary summary(JsonValue json) {
        return new Report.Summary(
                (int) json.get("cases").whole(),
                (int) json.get("passed").whole(),
                (int) json.get("failed").whole(),
                (int) json.get("errors").whole());
    }

    private static RuntimeFacts runtime(JsonValue json) {
        return new RuntimeFacts(
                json.get("name").text(),
                json.get("version").text(),
                json.get("provider").text(),
                (int) json.get("threads").whole(),
                json.get("optimization").text(),
                json.get("isolation").text(),
                json.get("arch").text(),
                json.get("os").text());
    }

    private static Check check(JsonValue json) {
        Optional<String> detail = json.get("detail").optional().map(JsonValue::text);
        return new Check(
                json.get("name").text(), json.get("ok").bool(), json.get("ms").number(), detail.orElse(""));
    }

    private static CaseReport caseReport(JsonValue json) {
        return new CaseReport(
                json.get("id").text(),
                verdict(json),
                json.get("ms").number(),
                json.get("outputs").items().map(ReportReader::output).toList());
    }

    private static OutputReport output(JsonValue json) {
        return new OutputReport(
                json.get("name").text(),
                verdict(json),
                json.get("comparisons").items().map(ReportReader::comparison).toList());
    }

    private static Comparison comparison(JsonValue json) {
        return new Comparison(
                json.get("comparator").text(),
                json.get("ok").bool(),
                numbers(json.get("limits")),
                numbers(json.get("observed")),
                json.get("wouldPass").optional().map(ReportReader::numbers).orElseGet(TreeMap::new),
                json.get("worst").optional().map(ReportReader::worst),
                json.get("detail").text());
    }

    private static SortedMap<String, Double> numbers(JsonValue json) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        json.fields().forEach((name, value) -> numbers.put(name, value.number()));
        return numbers;
    }

    private static Comparison.Worst worst(JsonValue json) {
        return new Comparison.Worst(
                json.get("index").items().map(JsonValue::whole).toList(),
                json.get("expected").number(),
                json.get("actual").number());
    }

    private static Report.Latency latency(JsonValue json) {
        return new Report.Latency(json.get("p50").number(), json.get("p95").number(), (int)
                json.get("runs").whole());
    }

    private static Report.ReportError error(JsonValue json) {
        return new Report.ReportError(
                ReportCode.valueOf(json.get("code").text()), json.get("detail").text());
    }
}
