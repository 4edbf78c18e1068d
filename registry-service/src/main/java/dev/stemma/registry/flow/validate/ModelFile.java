package dev.stemma.registry.flow.validate;

import dev.stemma.format.FormatException;
import dev.stemma.format.ModelFormat;
import dev.stemma.format.OnnxModel;
import dev.stemma.format.OnnxReader;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.model.validation.RunRequest.ModelBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The one ONNX model of a version, read and found fit to be loaded. */
record ModelFile(String path, OnnxModel model, ModelBytes bytes) {
    /** Protobuf's own limit. */
    private static final long MAX_BYTES = (2L << 30) - 1;
    /** More files than this are not looked into. */
    private static final int MAX_FILES = 1000;

    static ModelFile find(VersionFiles files) throws IOException, Unusable {
        String path = single(files);
        try (FileBytes bytes = new FileBytes(files, path)) {
            OnnxModel model = read(bytes);
            ModelRules.check(model);
            return new ModelFile(path, model, opener(files, path));
        }
    }

    /** A file named .onnx is meant to be the model, whatever it holds; without one, the content decides. */
    private static String single(VersionFiles files) throws IOException, Unusable {
        List<String> models =
                files.paths().stream().filter(path -> path.endsWith(".onnx")).toList();
        if (models.isEmpty()) {
            models = byContent(files);
        }
        if (models.size() != 1) {
            throw new Unusable(
                    ReportCode.MODEL_NOT_SINGLE,
                    models.isEmpty()
                            ? "The version holds no ONNX model"
                            : "The version holds " + models.size() + " ONNX models; one is needed");
        }
        return models.getFirst();
    }

    private static List<String> byContent(VersionFiles files) throws IOException {
        List<String> models = new ArrayList<>();
        List<String> paths = files.paths();
        for (String path : paths.subList(0, Math.min(MAX_FILES, paths.size()))) {
            try (FileBytes bytes = new FileBytes(files, path)) {
                if (ModelFormat.detect(bytes) == ModelFormat.ONNX) {
                    models.add(path);
                }
            }
        }
        return models;
    }

    private static OnnxModel read(FileBytes bytes) throws IOException, Unusable {
        ModelFormat format = ModelFormat.detect(bytes);
        if (format != ModelFormat.ONNX && format != ModelFormat.UNKNOWN) {
            throw new Unusable(
                    ReportCode.FORMAT_MISMATCH, "The file is no ONNX model: it looks like " + format.label());
        } else if (bytes.size() > MAX_BYTES) {
            throw new Unusable(ReportCode.ONNX_LIMIT, "The model file is larger than 2 GiB");
        }
        try {
            return OnnxReader.read(bytes);
        } catch (FormatException e) {
            throw new Unusable(code(e.problem()), String.valueOf(e.getMessage()));
        }
    }

    private static ReportCode code(FormatException.Problem problem) {
        return switch (problem) {
            case EMPTY -> ReportCode.ONNX_EMPTY;
            case MALFORMED -> ReportCode.ONNX_MALFORMED;
            case TOO_DEEP -> ReportCode.ONNX_TOO_DEEP;
            case LIMIT -> ReportCode.ONNX_LIMIT;
            case TENSOR -> ReportCode.TENSOR_INVALID;
        };
    }

    private static ModelBytes opener(VersionFiles files, String path) {
        return new ModelBytes() {
            @Override
            public long size() {
                return files.sizeBytes(path);
            }

            @Override
            public InputStream open() throws IOException {
                return files.open(path, 0, size());
            }
        };
    }
}
