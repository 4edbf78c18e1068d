package dev.stemma.registry.flow.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.stemma.registry.model.validation.Comparison;
import dev.stemma.registry.model.validation.Report;
import dev.stemma.registry.model.validation.RuntimeFacts;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The one JSON form of a report, {@code stemma.validation/v1}: what is stored is what is served. The same report always gives the
 * same text. Numbers that JSON has no words for are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class ReportJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private ReportJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes a report, indented by two spaces, with a line break at its end. */
    public static String write(Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter));
            new ReportJson(json).report(report);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        }
        return text.append('\n').toString();
    }

    /**
     * Reads a report that {@link #write} wrote.
     *
     * @throws IOException if the text is no JSON
     * @throws IllegalArgumentException if it is no report
     */
    public static Report read(String text) throws IOException {
        return ReportReader.report(JsonValue.parse(text));
    }

    private void report(Report report) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", Report.SCHEMA);
        json.writeStringField("verdict", report.verdict().word());
        json.writeStringField("version", report.subject().version());
        json.writeStringField("digest", report.subject().digest());
        text("suite", report.subject().suite());
        text("suiteDigest", report.subject().suiteDigest());
        summary(report.summary());
        runtime(report.runtime());
        json.writeArrayFieldStart("checks");
        for (Report.Check check : report.checks()) {
            check(check);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("cases");
        for (Report.CaseReport each : report.cases()) {
            caseReport(each);
        }
        json.writeEndArray();
        latency(report.latency());
        json.writeFieldName("memoryPeakBytes");
        if (report.memoryPeakBytes().isPresent()) {
            json.writeNumber(report.memoryPeakBytes().get());
        } else {
            json.writeNull();
        }
        error(report.error());
        json.writeEndObject();
    }

    private void text(String field, Optional<String> value) throws IOException {
        json.writeStringField(field, value.orElse(null));
    }

    private void summary(Report.Summary summary) throws IOException {
        json.writeObjectFieldStart("summary");
        json.writeNumberField("cases", summary.cases());
        json.writeNumberField("passed", summary.passed());
        json.writeNumberField("failed", summary.failed());
        json.writeNumberField("errors", summary.errors());
        json.writeEndObject();
    }

    private void runtime(RuntimeFacts runtime) throws IOException {
        json.writeObjectFieldStart("runtime");
        json.writeStringField("name", runtime.name());
        json.writeStringField("version", runtime.version());
        json.writeStringField("provider", runtime.provider());
        json.writeNumberField("threads", runtime.threads());
        json.writeStringField("optimization", runtime.optimization());
        json.writeStringField("isolation", runtime.isolation());
        json.writeStringField("arch", runtime.arch());
        json.writeStringField("os", runtime.os());
        json.writeEndObject();
    }

    private void check(Report.Check check) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", check.name());
        json.writeBooleanField("ok", check.ok());
        number("ms", check.ms());
        if (!check.detail().isEmpty()) {
            json.writeStringField("detail", check.detail());
        }
        json.writeEndObject();
    }

    private void caseReport(Report.CaseReport each) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", each.id());
        json.writeStringField("verdict", each.verdict().word());
        number("ms", each.ms());
        json.writeArrayFieldStart("outputs");
        for (Report.OutputReport output : each.outputs()) {
            json.writeStartObject();
            json.writeStringField("name", output.name());
            json.writeStringField("verdict", output.verdict().word());
            json.writeArrayFieldStart("comparisons");
            for (Comparison comparison : output.comparisons()) {
                comparison(comparison);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void comparison(Comparison comparison) throws IOException {
        json.writeStartObject();
        json.writeStringField("comparator", comparison.comparator());
        json.writeBooleanField("ok", comparison.ok());
        numbers("limits", comparison.limits());
        numbers("observed", comparison.observed());
        if (comparison.wouldPass().isEmpty()) {
            json.writeNullField("wouldPass");
        } else {
            numbers("wouldPass", comparison.wouldPass());
        }
        worst(comparison.worst());
        json.writeStringField("detail", comparison.detail());
        json.writeEndObject();
    }

    private void worst(Optional<Comparison.Worst> worst) throws IOException {
        if (worst.isEmpty()) {
            json.writeNullField("worst");
            return;
        }
        json.writeObjectFieldStart("worst");
        json.writeArrayFieldStart("index");
        for (long place : worst.get().index()) {
            json.writeNumber(place);
        }
        json.writeEndArray();
        number("expected", worst.get().expected());
        number("actual", worst.get().actual());
        json.writeEndObject();
    }

    private void numbers(String field, SortedMap<String, Double> numbers) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, Double> entry : numbers.entrySet()) {
            number(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    /** Whole numbers without a fraction, others with as many digits as they need to be read back exactly. */
    private void number(String field, double value) throws IOException {
        if (!Double.isFinite(value)) {
            json.writeStringField(field, Double.toString(value));
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumberField(field, (long) value);
        } else {
            json.writeNumberField(field, value);
        }
    }

    private void latency(Optional<Report.Latency> latency) throws IOException {
        if (latency.isEmpty()) {
            json.writeNullField("latency");
            return;
        }
        json.writeObjectFieldStart("latency");
        number("p50", latency.get().p50());
        number("p95", latency.get().p95());
        json.writeNumberField("runs", latency.get().runs());
        json.writeEndObject();
    }

    private void error(Optional<Report.ReportError> error) throws IOException {
        if (error.isEmpty()) {
            json.writeNullField("error");
            return;
        }
        json.writeObjectFieldStart("error");
        json.writeStringField("code", error.get().code().name());
        json.writeStringField("detail", error.get().detail());
        json.writeEndObject();
    }
}
