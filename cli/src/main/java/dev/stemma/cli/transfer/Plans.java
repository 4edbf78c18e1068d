package dev.stemma.cli.transfer;

import dev.stemma.blob.chunk.CutPlan;
import dev.stemma.format.Bytes;
import dev.stemma.format.ModelFormat;
import dev.stemma.format.Tensor;
import dev.stemma.format.TensorTable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the files of one push are cut: by their own tensors, or by those that an ONNX file of the same push says lie in them.
 */
final class Plans {
    private final Set<String> pushed = new HashSet<>();
    private final Map<String, List<Tensor>> external = new HashMap<>();

    private Plans() {}

    /** Reads which of these files hold tensors of others. */
    static Plans of(List<LocalFile> files) {
        Plans plans = new Plans();
        files.forEach(file -> plans.pushed.add(file.path()));
        for (LocalFile file : files) {
            try (FileChannel channel = FileChannel.open(file.disk())) {
                plans.look(file, Bytes.of(channel));
            } catch (IOException broken) {
                throw LocalFiles.unreadable(file.disk(), broken);
            }
        }
        return plans;
    }

    private void look(LocalFile file, Bytes bytes) throws IOException {
        if (ModelFormat.detect(bytes) == ModelFormat.ONNX) {
            for (TensorTable.External other : TensorTable.of(bytes).external()) {
                target(file.path(), other.location())
                        .filter(pushed::contains)
                        .ifPresent(path -> external.computeIfAbsent(path, _ -> new ArrayList<>())
                                .add(other.tensor()));
            }
        }
    }

    /** The plan of a file as it is now. */
    CutPlan of(LocalFile file) throws IOException {
        try (FileChannel channel = FileChannel.open(file.disk())) {
            List<Tensor> own = TensorTable.of(Bytes.of(channel)).tensors();
            return CutPlan.of(own.isEmpty() ? external.getOrDefault(file.path(), own) : own, channel.size());
        }
    }

    /** The path that a location written in a file means; empty if it leaves the version. */
    static Optional<String> target(String from, String location) {
        if (location.startsWith("/")) {
            return Optional.empty();
        }
        Deque<String> steps = new ArrayDeque<>(List.of(from.split("/", -1)));
        steps.removeLast();
        for (String step : Normalizer.normalize(location, Normalizer.Form.NFC).split("/", -1)) {
            switch (step) {
                case "", "." -> {}
                case ".." -> {
                    if (steps.pollLast() == null) {
                        return Optional.empty();
                    }
                }
                default -> steps.addLast(step);
            }
        }
        return Optional.of(String.join("/", steps));
    }
}
