package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.kin.Relative;
import dev.stemma.blob.recipe.Recipe;
import dev.stemma.blob.recipe.Segment;
import dev.stemma.format.Tensor;
import dev.stemma.format.TensorTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The stored files of one version by path, as kin of others. Opened when first asked for, and then kept. */
final class Family {

    /** Beside the file of the same path, so many others are looked at: the float model beside its quantised form. */
    private static final int MOST_OTHERS = 3;

    /** What is smaller than this is no model that others might be derived from. */
    private static final long LEAST_OTHER_BYTES = 64 * 1024;

    /** So many files are asked for their size, so that a data set of a million files is no burden. */
    private static final int MOST_LOOKED_AT = 64;

    private final SortedMap<String, Digest> files;
    private final Recipes recipes;
    private final Reading reading;
    private final Map<String, Optional<Relative>> opened = new HashMap<>();

    Family(SortedMap<String, Digest> files, Recipes recipes, Reading reading) {
        this.files = files;
        this.recipes = recipes;
        this.reading = reading;
    }

    boolean holds(Digest file) {
        return files.containsValue(file);
    }

    /** What may help to encode the file at a path: its namesake first, then the largest others. */
    List<Relative> kinOf(String path) throws IOException {
        List<Relative> kin = new ArrayList<>();
        relative(path).ifPresent(kin::add);
        for (String other : largestOthers(path)) {
            relative(other).ifPresent(kin::add);
        }
        return kin;
    }

    private List<String> largestOthers(String path) {
        Map<String, Long> sizes = new HashMap<>();
        for (Map.Entry<String, Digest> file : files.entrySet()) {
            if (sizes.size() == MOST_LOOKED_AT) {
                break;
            }
            recipes.size(file.getValue())
                    .filter(size -> size >= LEAST_OTHER_BYTES && !file.getKey().equals(path))
                    .ifPresent(size -> sizes.put(file.getKey(), size));
        }
        return sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_OTHERS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The file at a path as kin; empty if it is not stored, damaged where its tensors are listed, or not made of chunks alone. */
    Optional<Relative> relative(String path) throws IOException {
        Optional<Relative> known = opened.get(path);
        if (known == null) {
            known = open(path);
            opened.put(path, known);
        }
        return known;
    }

    /** What is damaged is kin of nobody; a scrub tells of it. */
    private Optional<Relative> open(String path) throws IOException {
        Digest digest = files.get(path);
        try {
            Optional<Recipe> recipe = digest == null ? Optional.empty() : recipes.find(digest);
            return recipe.isEmpty() ? Optional.empty() : made(path, recipe.get());
        } catch (BlobCorrupt e) {
            return Optional.empty();
        }
    }

    private Optional<Relative> made(String path, Recipe recipe) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        for (Segment segment : recipe.segments()) {
            if (!(segment instanceof Segment.OfChunk of)) {
                return Optional.empty();
            }
            chunks.add(of.chunk());
        }
        StoredBytes content = reading.view(chunks);
        TensorTable table = TensorTable.of(content);
        return Optional.of(new Relative(path, described(path, table, content.size()), chunks, content));
    }

    /** Its own table or, if it has none, what an ONNX file beside it says of its data file. */
    private TensorTable described(String path, TensorTable own, long size) throws IOException {
        if (!own.tensors().isEmpty() || size < LEAST_OTHER_BYTES) {
            return own;
        }
        for (String other : files.keySet()) {
            if (other.endsWith(".onnx") && !other.equals(path)) {
                List<Tensor> tensors = externalAt(path, other, size);
                if (!tensors.isEmpty()) {
                    return new TensorTable(tensors, List.of());
                }
            }
        }
        return own;
    }

    private List<Tensor> externalAt(String path, String model, long size) throws IOException {
        Optional<Relative> describing = relative(model);
        if (describing.isEmpty()) {
            return List.of();
        }
        String folder = model.substring(0, model.lastIndexOf('/') + 1);
        List<Tensor> tensors = new ArrayList<>();
        for (TensorTable.External external : describing.get().tensors().external()) {
            if ((folder + external.location()).equals(path) && external.tensor().end() <= size) {
                tensors.add(external.tensor());
            }
        }
        return withoutOverlap(tensors);
    }

    private static List<Tensor> withoutOverlap(List<Tensor> tensors) {
        List<Tensor> sound = new ArrayList<>();
        long end = 0;
        for (Tensor tensor : tensors.stream()
                .sorted(Comparator.comparingLong(Tensor::offset))
                .toList()) {
            if (tensor.offset() >= end && tensor.sizeBytes() > 0) {
                sound.add(tensor);
                end = tensor.end();
            }
        }
        return sound;
    }
}
