package dev.stemma.registry.e2e;

import static dev.stemma.format.OnnxFiles.FLOAT;
import static dev.stemma.format.OnnxFiles.floats;
import static dev.stemma.format.OnnxFiles.graph;
import static dev.stemma.format.OnnxFiles.model;
import static dev.stemma.format.OnnxFiles.node;
import static dev.stemma.format.OnnxFiles.tensor;
import static dev.stemma.format.OnnxFiles.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.format.Proto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A model, the same a few steps of training later, and that one quantised: three versions of one name. */
final class StoredFamily {

    private static final int INT8 = 3;
    private static final int ROWS = 3;
    private static final int COLUMNS = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern USAGE =
            Pattern.compile("\"version\":\\s*\"(v\\d)\".*?\"storedBytes\":\\s*(\\d+)", Pattern.DOTALL);

    private final StemmaCommand stemma;
    private final String name;
    private final List<byte[]> files;

    private StoredFamily(StemmaCommand stemma, String name, List<byte[]> files) {
        this.stemma = stemma;
        this.name = name;
        this.files = files;
    }

    /** Pushes the three. */
    static StoredFamily push(StemmaCommand stemma, String name) throws IOException {
        float[] trained = step(1, 0.05f, new float[ROWS * COLUMNS]);
        float[] tuned = step(2, 1e-5f, trained);
        StoredFamily family =
                new StoredFamily(stemma, name, List.of(floatModel(trained), floatModel(tuned), quantisedModel(tuned)));
        for (int i = 0; i < family.files.size(); i++) {
            Files.write(stemma.workDir().resolve("model.onnx"), family.files.get(i));
            String parent = i == 2 ? name + ":v2=quantize" : name + ":v1=finetune";
            String pushed = i == 0
                    ? stemma.ok("push", "model.onnx", name, "--no-validate")
                    : stemma.ok("push", "model.onnx", name, "--no-validate", "--from", parent);
            assertEquals(family.version(i + 1), pushed);
        }
        return family;
    }

    private static float[] step(long seed, float size, float[] from) {
        Random random = new Random(seed);
        float[] weights = from.clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] += (float) random.nextGaussian() * size;
        }
        return weights;
    }

    private static byte[] floatModel(float[] weights) {
        return whole(
                List.of(node("MatMul", List.of("x", "w"), List.of("y"))),
                tensor("w", FLOAT, floats(weights), ROWS, COLUMNS));
    }

    private static byte[] quantisedModel(float[] weights) {
        float most = 0;
        for (float weight : weights) {
            most = Math.max(most, Math.abs(weight));
        }
        float scale = 2 * most / 254;
        byte[] bytes = new byte[weights.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.rint(weights[i] / scale);
        }
        return whole(
                List.of(
                        node("DequantizeLinear", List.of("w_quantized", "w_scale"), List.of("w")),
                        node("MatMul", List.of("x", "w"), List.of("y"))),
                tensor("w_quantized", INT8, bytes, ROWS, COLUMNS),
                tensor("w_scale", FLOAT, floats(scale)));
    }

    private static byte[] whole(List<Proto> nodes, Proto... weights) {
        return model(graph(
                        nodes,
                        List.of(value("x", FLOAT, "batch", ROWS)),
                        List.of(value("y", FLOAT, "batch", COLUMNS)),
                        weights))
                .toBytes();
    }

    String version(int number) {
        return name + ":v" + number;
    }

    /** Asks until the last version is stored in the way meant, which the one before it then is too. */
    void awaitEncoded() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!storage(3).contains("derive")) {
            assertTrue(System.nanoTime() < end, () -> "not encoded: " + storage(2) + storage(3));
        }
    }

    /** What {@code show --storage} says of a version. */
    String storage(int number) {
        return stemma.ok("show", version(number), "--storage");
    }

    /** Bytes that {@code du} says a version takes by itself or with others. */
    long storedBytes(int number) {
        return USAGE.matcher(stemma.ok("du", name, "--json"))
                .results()
                .filter(found -> found.group(1).equals("v" + number))
                .mapToLong(StoredFamily::bytes)
                .findFirst()
                .orElseThrow();
    }

    private static long bytes(MatchResult found) {
        return Long.parseLong(found.group(2));
    }

    long sizeBytes(int number) {
        return files.get(number - 1).length;
    }

    /** Whether a pull of each version gives the bytes that were pushed. */
    void assertAllComeBack() throws IOException {
        for (int i = 0; i < files.size(); i++) {
            stemma.ok("pull", version(i + 1), "-o", "out" + i);
            Path pulled = stemma.workDir().resolve("out" + i + "/model.onnx");
            assertTrue(Arrays.equals(files.get(i), Files.readAllBytes(pulled)), version(i + 1));
        }
    }
}
