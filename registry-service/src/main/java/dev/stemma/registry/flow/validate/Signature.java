package dev.stemma.registry.flow.validate;

import dev.stemma.format.OnnxModel;
import dev.stemma.format.OnnxValue;
import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.model.validation.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a model takes and gives, and whether tensors fit. */
record Signature(List<OnnxValue> inputs, List<OnnxValue> outputs) {
    static Signature of(OnnxModel model) {
        return new Signature(model.graph().inputs(), model.graph().outputs());
    }

    /** The outputs that a suite can hold: tensors of a plain type. */
    List<String> tensorOutputs() {
        return outputs.stream()
                .filter(output -> ElementType.ofOnnx(output.elementType()).isPresent())
                .map(OnnxValue::name)
                .toList();
    }

    void checkInputs(String caseId, List<Tensor> tensors) throws Unusable {
        Map<String, Tensor> given =
                tensors.stream().collect(Collectors.toMap(Tensor::name, Function.identity(), (first, second) -> first));
        for (OnnxValue input : inputs) {
            Tensor tensor = given.remove(input.name());
            if (tensor == null) {
                throw mismatch(caseId, "input " + input.name() + " is missing");
            }
            Optional<String> misfit = misfit(input, tensor);
            if (misfit.isPresent()) {
                throw mismatch(caseId, "input " + input.name() + " " + misfit.get());
            }
        }
        if (!given.isEmpty()) {
            throw mismatch(
                    caseId,
                    "the model has no input " + given.keySet().iterator().next());
        }
    }

    private static Unusable mismatch(String caseId, String detail) {
        return new Unusable(ReportCode.INPUT_MISMATCH, "Case " + caseId + ": " + detail);
    }

    /** Says how an output differs from what the model declares. */
    Optional<String> misfit(Tensor output) {
        return outputs.stream()
                .filter(declared -> declared.name().equals(output.name()))
                .findFirst()
                .flatMap(declared -> misfit(declared, output));
    }

    private static Optional<String> misfit(OnnxValue declared, Tensor tensor) {
        if (declared.elementType() != 0
                && declared.elementType() != tensor.type().onnx()) {
            String wanted = ElementType.ofOnnx(declared.elementType())
                    .map(ElementType::label)
                    .orElse("of another type");
            return Optional.of("is " + tensor.type().label() + ", but the model says " + wanted);
        }
        boolean fits = !declared.ranked() || fits(declared.dims(), tensor.shape());
        return fits
                ? Optional.empty()
                : Optional.of("has the shape " + tensor.shape() + ", but the model says " + declared.dims());
    }

    private static boolean fits(List<OnnxValue.Dim> dims, List<Long> shape) {
        if (dims.size() != shape.size()) {
            return false;
        }
        for (int i = 0; i < dims.size(); i++) {
            if (dims.get(i).size() >= 0 && dims.get(i).size() != shape.get(i)) {
                return false;
            }
        }
        return true;
    }
}
