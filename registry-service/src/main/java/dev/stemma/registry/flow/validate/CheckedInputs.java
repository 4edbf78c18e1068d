package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.RunRequest;
import dev.stemma.registry.model.validation.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A suite's inputs, all checked against the model before anything runs, then loaded again one case at a time. */
final class CheckedInputs {
    private CheckedInputs() {}

    static List<RunRequest.CaseInputs> of(Suite suite, Signature signature) throws IOException, Unusable {
        List<RunRequest.CaseInputs> inputs = new ArrayList<>();
        for (SuiteCase each : suite.cases()) {
            signature.checkInputs(each.id(), each.loadInputs(signature.inputs()));
            inputs.add(() -> reload(each, signature));
        }
        return inputs;
    }

    private static List<Tensor> reload(SuiteCase each, Signature signature) throws IOException {
        try {
            return each.loadInputs(signature.inputs());
        } catch (Unusable e) {
            throw new IllegalStateException("A version's files changed", e);
        }
    }
}
