package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.Tensor;
import java.time.Duration;
import java.util.List;

/** Without a suite: nothing is expected, but outputs must make sense. */
final class SmokeJudge implements Judge {
    private static final String GENERATED = "generated";

    private final Checks checks;

    SmokeJudge(Signature signature) {
        this.checks = new Checks(signature);
    }

    @Override
    public void outputs(int caseIndex, int repetition, List<Tensor> outputs, Duration took) {
        if (repetition == 0) {
            checks.first(GENERATED, outputs, List.of());
        } else {
            checks.again(GENERATED, repetition, outputs);
        }
    }

    @Override
    public void conclude(ReportDraft draft) {
        checks.conclude(draft);
    }
}
