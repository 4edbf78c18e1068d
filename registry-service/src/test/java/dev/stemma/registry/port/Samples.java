package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelInterface;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.ParentRef;
import dev.stemma.registry.model.StemmaException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** Values for the contracts. */
final class Samples {

    private Samples() {}

    static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A version of one file that is told apart by {@code text}. */
    static NewVersion version(ModelName name, String text, String... labels) {
        Manifest manifest = new Manifest(
                Kind.MODEL,
                List.of(file("model.onnx", text)),
                Manifest.LineageRefs.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
        return version(name, manifest, text, labels);
    }

    static NewVersion version(ModelName name, Manifest manifest, String text, String... labels) {
        return new NewVersion(
                name,
                digest(text),
                text,
                manifest,
                "about " + text,
                "ada",
                PortsContract.NOON,
                Arrays.stream(labels).map(Label::new).toList(),
                new TreeMap<>(),
                Optional.empty());
    }

    static FileEntry file(String path, String text) {
        return new FileEntry(new FilePath(path), text.length(), digest("file " + text), "application/onnx");
    }

    /** A dataset's version with that Merkle digest. */
    static NewVersion dataset(ModelName name, String text, Digest tree) {
        return version(
                name,
                new Manifest(
                        Kind.DATASET,
                        List.of(),
                        Manifest.LineageRefs.NONE,
                        List.of(),
                        Optional.of(tree),
                        Optional.empty()),
                text);
    }

    /** A version that has everything a version can have. */
    static NewVersion rich(ModelName name, String text) {
        Manifest manifest = new Manifest(
                Kind.MODEL,
                List.of(file("a/weights.bin", text + "w"), file("model.onnx", text), file("über.txt", text + "t")),
                new Manifest.LineageRefs(
                        Optional.of(digest(text + "code")),
                        List.of(digest(text + "data 2"), digest(text + "data 1")),
                        Optional.of(digest(text + "environment")),
                        Optional.of(digest(text + "run"))),
                List.of(
                        new ParentRef(name, digest("parent 2"), ParentRef.Relation.QUANTIZE),
                        new ParentRef(name, digest("parent 1"), ParentRef.Relation.MERGE)),
                Optional.of(digest(text + "tree")),
                Optional.of(
                        new Manifest.Recording(name, digest("trusted"), digest("inputs"), "onnxruntime 1.29.0 cpu")));
        return new NewVersion(
                name,
                digest(text),
                text,
                manifest,
                "line one\nline two: \"quotes\", \\, 模型",
                "ada",
                PortsContract.NOON,
                List.of(new Label("2.1.0"), new Label("1.9+rc.1")),
                new TreeMap<>(Map.of("sts.spearman", 0.82, "loss", -1e-300, "überlänge", 3.0)),
                Optional.of(new ModelInterface(
                        "onnx",
                        8,
                        new TreeMap<>(Map.of("ai.onnx", 14L, "com.microsoft", 1L)),
                        692,
                        104,
                        22_713_216L,
                        List.of(new ModelInterface.Value("input_ids", "int64", List.of("batch", "seq"))),
                        List.of(new ModelInterface.Value("out", "float32", List.of("batch", "?", "384"))))));
    }

    static void assertRefused(ErrorCode code, Executable action) {
        Assertions.assertEquals(
                code, Assertions.assertThrows(StemmaException.class, action).code());
    }
}
