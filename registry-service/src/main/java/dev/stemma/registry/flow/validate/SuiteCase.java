package dev.stemma.registry.flow.validate;

import dev.stemma.format.FormatException;
import dev.stemma.format.OnnxTensorReader;
import dev.stemma.format.OnnxValue;
import dev.stemma.format.TensorValue;
import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One case of a suite: a folder that holds inputs, and expected outputs once they are recorded. Layouts: {@code input_K.pb} and
 * {@code output_K.pb} as ONNX test data sets have them; {@code inputs.npz} or {@code inputs.json}, and {@code expected.npz} or
 * {@code expected.json}. Files of other names are not looked at.
 */
final class SuiteCase {
    private static final Pattern INPUT_PB = Pattern.compile("input_\\d{1,4}\\.pb");
    private static final Pattern OUTPUT_PB = Pattern.compile("output_\\d{1,4}\\.pb");

    private final VersionFiles files;
    private final String id;
    private final List<String> inputs;
    private final List<String> expected;

    private SuiteCase(VersionFiles files, String id, List<String> inputs, List<String> expected) {
        this.files = files;
        this.id = id;
        this.inputs = inputs;
        this.expected = expected;
    }

    /** Finds the case in a folder; null when the folder is none. */
    static @Nullable SuiteCase in(VersionFiles files, String folder, List<String> names) throws Unusable {
        List<String> inputs = pick(names, "inputs", INPUT_PB);
        List<String> expected = pick(names, "expected", OUTPUT_PB);
        if (inputs.isEmpty() && expected.isEmpty()) {
            return null;
        } else if (inputs.isEmpty()) {
            throw Unusable.suite("Folder " + folder + " has expected outputs but no inputs");
        }
        return new SuiteCase(files, folder, inputs, expected);
    }

    /** The first layout that is there; numbered files in the order of their numbers. */
    private static List<String> pick(List<String> names, String stem, Pattern numbered) {
        for (String name : List.of(stem + ".npz", stem + ".json")) {
            if (names.contains(name)) {
                return List.of(name);
            }
        }
        return names.stream()
                .filter(name -> numbered.matcher(name).matches())
                .sorted(java.util.Comparator.comparingInt(SuiteCase::number))
                .toList();
    }

    private static int number(String name) {
        return Integer.parseInt(name.replaceAll("\\D", ""));
    }

    String id() {
        return id;
    }

    boolean hasExpectations() {
        return !expected.isEmpty();
    }

    /** Where recorded outputs go. */
    String expectedPath() {
        return id + "/expected.npz";
    }

    /** The files that hold what is expected, which a recording replaces. */
    List<String> expectedPaths() {
        return expected.stream().map(name -> id + "/" + name).toList();
    }

    List<Tensor> loadInputs(List<OnnxValue> declared) throws IOException, Unusable {
        return load(inputs, "inputs", declared);
    }

    List<Tensor> loadExpected(List<OnnxValue> declared) throws IOException, Unusable {
        return load(expected, "outputs", declared);
    }

    private List<Tensor> load(List<String> names, String field, List<OnnxValue> declared) throws IOException, Unusable {
        List<Tensor> tensors = new ArrayList<>();
        long left = Tensor.MAX_BYTES;
        for (String name : names) {
            String path = id + "/" + name;
            left -= files.sizeBytes(path);
            if (left < 0) {
                throw Unusable.suite("Case " + id + " is larger than 64 MiB");
            }
            byte[] file = FileBytes.readAll(files, path);
            if (name.endsWith(".npz")) {
                tensors.addAll(Npz.read(path, file));
            } else if (name.endsWith(".json")) {
                tensors.addAll(JsonTensors.read(path, file, field));
            } else {
                tensors.add(onnx(path, file, number(name), declared));
            }
        }
        unique(tensors);
        return tensors;
    }

    private void unique(List<Tensor> tensors) throws Unusable {
        Set<String> names = new HashSet<>();
        for (Tensor tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw Unusable.suite("Case " + id + " has the tensor " + tensor.name() + " twice");
            }
        }
    }

    /** A tensor whose name the model does not know takes the name at its number. */
    private static Tensor onnx(String path, byte[] file, int number, List<OnnxValue> declared) throws Unusable {
        try {
            TensorValue value = OnnxTensorReader.read(file, Tensor.MAX_BYTES);
            boolean known = declared.stream().anyMatch(each -> each.name().equals(value.name()));
            String name = known || number >= declared.size()
                    ? value.name()
                    : declared.get(number).name();
            ElementType type = ElementType.ofOnnx(value.elementType())
                    .orElseThrow(() -> Unusable.suite(path + " has an element type that suites can't hold"));
            return new Tensor(name, type, value.dims(), ByteBuffer.wrap(value.data()));
        } catch (FormatException | IllegalArgumentException e) {
            throw Unusable.suite(path + " can't be read: " + e.getMessage());
        }
    }
}
