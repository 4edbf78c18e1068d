package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.Comparator;
import dev.stemma.registry.model.validation.Comparison;
import dev.stemma.registry.model.validation.Ignore;
import dev.stemma.registry.model.validation.Report.CaseReport;
import dev.stemma.registry.model.validation.Report.OutputReport;
import dev.stemma.registry.model.validation.Tensor;
import dev.stemma.registry.model.validation.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds outputs against what the suite expects, case by case. */
final class SuiteJudge implements Judge {
    private final Signature signature;
    private final Suite suite;
    private final Checks checks;
    private final List<CaseReport> reports = new ArrayList<>();
    private @Nullable Unusable unusable;

    SuiteJudge(Signature signature, Suite suite) {
        this.signature = signature;
        this.suite = suite;
        this.checks = new Checks(signature);
    }

    @Override
    public void outputs(int caseIndex, int repetition, List<Tensor> outputs, Duration took) throws IOException {
        SuiteCase suiteCase = suite.cases().get(caseIndex);
        if (repetition > 0) {
            checks.again(suiteCase.id(), repetition, outputs);
            return;
        }
        try {
            List<Tensor> expected = suiteCase.loadExpected(signature.outputs());
            checks.first(suiteCase.id(), outputs, expected);
            reports.add(judge(suiteCase.id(), expected, outputs, took));
        } catch (Unusable e) {
            unusable = unusable == null ? e : unusable;
        }
    }

    private CaseReport judge(String id, List<Tensor> expected, List<Tensor> outputs, Duration took) {
        List<OutputReport> compared =
                expected.stream().map(each -> compare(each, outputs)).toList();
        boolean failed = compared.stream().anyMatch(output -> output.verdict() == Verdict.FAILED);
        return new CaseReport(id, failed ? Verdict.FAILED : Verdict.PASSED, ReportDraft.millis(took), compared);
    }

    private OutputReport compare(Tensor expected, List<Tensor> outputs) {
        Optional<Tensor> actual = outputs.stream()
                .filter(output -> output.name().equals(expected.name()))
                .findFirst();
        List<Comparison> comparisons = actual.isPresent()
                ? compare(expected, actual.get())
                : List.of(Comparison.mismatch("present", "the model has no tensor output of this name"));
        boolean failed = comparisons.stream().anyMatch(comparison -> !comparison.ok());
        return new OutputReport(expected.name(), failed ? Verdict.FAILED : Verdict.PASSED, comparisons);
    }

    private List<Comparison> compare(Tensor expected, Tensor actual) {
        List<Comparator> comparators = suite.config().comparators(expected.name());
        if (comparators.stream().allMatch(Ignore.class::isInstance)) {
            return List.of();
        } else if (expected.type() != actual.type()) {
            return List.of(Comparison.mismatch(
                    "type",
                    "is " + actual.type().label() + ", expected is "
                            + expected.type().label()));
        } else if (!expected.shape().equals(actual.shape())) {
            return List.of(Comparison.mismatch(
                    "shape", "has the shape " + actual.shape() + ", expected is " + expected.shape()));
        }
        return comparators.stream()
                .map(comparator -> comparator.compare(expected, actual))
                .toList();
    }

    @Override
    public void conclude(ReportDraft draft) throws Unusable {
        if (unusable != null) {
            throw unusable;
        }
        checks.conclude(draft);
        draft.cases(reports);
    }
}
