package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What every run is checked for: outputs as the model declares them, finite, and the same again. Keeps the first offence of each. */
final class Checks {
    private final Signature signature;
    private List<Tensor> first = new ArrayList<>();
    private int repetitions = 1;
    private String misfit = "";
    private String notFinite = "";
    private String changed = "";

    Checks(Signature signature) {
        this.signature = signature;
    }

    /** Takes the outputs of a case's first run; {@code expected} holds those that may be as little finite as they are expected. */
    void first(String caseId, List<Tensor> outputs, List<Tensor> expected) {
        first = outputs;
        for (Tensor output : outputs) {
            Optional<String> problem = signature.misfit(output);
            if (misfit.isEmpty() && problem.isPresent()) {
                misfit = "case " + caseId + ": output " + output.name() + " " + problem.get();
            }
            if (notFinite.isEmpty() && strays(output, expected)) {
                notFinite = "case " + caseId + ": output " + output.name() + " holds NaN or infinity";
            }
        }
    }

    /** Takes the outputs of a later run of the same case. */
    void again(String caseId, int repetition, List<Tensor> outputs) {
        repetitions = Math.max(repetitions, repetition + 1);
        for (int i = 0; i < outputs.size(); i++) {
            if (changed.isEmpty() && !outputs.get(i).sameAs(first.get(i))) {
                changed = "case " + caseId + ": output " + outputs.get(i).name() + " differs when it is run again";
            }
        }
    }

    private static boolean strays(Tensor output, List<Tensor> expected) {
        if (!output.type().isFloat()) {
            return false;
        }
        Optional<Tensor> wanted = expected.stream()
                .filter(each -> each.name().equals(output.name())
                        && each.type() == output.type()
                        && each.shape().equals(output.shape()))
                .findFirst();
        for (int i = 0; i < output.elements(); i++) {
            double number = output.number(i);
            if (!Double.isFinite(number)
                    && (wanted.isEmpty() || Double.compare(wanted.get().number(i), number) != 0)) {
                return true;
            }
        }
        return false;
    }

    /** The first thing found wrong. */
    Optional<String> offence() {
        return Stream.of(notFinite, misfit, changed)
                .filter(found -> !found.isEmpty())
                .findFirst();
    }

    void conclude(ReportDraft draft) {
        draft.check("finite", notFinite.isEmpty(), notFinite);
        draft.check("shapes", misfit.isEmpty(), misfit);
        if (repetitions > 1) {
            draft.check("deterministic", changed.isEmpty(), changed);
        }
    }
}
