package dev.stemma.registry.flow.validate;

import dev.stemma.format.OnnxModel;
import dev.stemma.format.OnnxValue;
import dev.stemma.registry.model.ModelInterface;
import dev.stemma.registry.model.validation.ElementType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** How a version's model is called, read from its file without running it. */
public final class ModelInterfaces {
    private static final String OWN_DOMAIN = "ai.onnx";

    private ModelInterfaces() {}

    /**
     * Reads the interface of the version's one ONNX model; empty when there is none, or one that could not be validated either.
     *
     * @throws IOException if the files can't be read
     */
    public static Optional<ModelInterface> read(VersionFiles files) throws IOException {
        try {
            return Optional.of(of(ModelFile.find(files).model()));
        } catch (Unusable e) {
            return Optional.empty();
        }
    }

    private static ModelInterface of(OnnxModel model) {
        TreeMap<String, Long> opsets = new TreeMap<>();
        model.opsets().forEach((domain, version) -> opsets.put(domain.isEmpty() ? OWN_DOMAIN : domain, version));
        return new ModelInterface(
                "onnx",
                model.irVersion(),
                opsets,
                model.graph().nodes(),
                model.tensors().count(),
                model.tensors().parameters(),
                values(model.graph().inputs()),
                values(model.graph().outputs()));
    }

    private static List<ModelInterface.Value> values(List<OnnxValue> values) {
        return values.stream()
                .map(value -> new ModelInterface.Value(
                        value.name(),
                        ElementType.ofOnnx(value.elementType())
                                .map(ElementType::label)
                                .orElse("other"),
                        value.dims().stream().map(OnnxValue.Dim::toString).toList()))
                .toList();
    }
}
