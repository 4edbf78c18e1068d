package dev.stemma.registry.flow.validate;

import dev.stemma.format.OnnxValue;
import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.model.validation.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Inputs made up from a model's signature, the same at every call: numbers around zero, masks of ones, integers of 0 and 1 (a
 * valid index into nearly every table), one element along the first axis that may vary, eight along others.
 */
final class SmokeInputs {
    private static final long SEED = 1;
    private static final long VARIABLE = 8;

    private SmokeInputs() {}

    static List<Tensor> of(Signature signature) throws Unusable {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Tensor> tensors = new ArrayList<>();
        long total = 0;
        for (OnnxValue input : signature.inputs()) {
            ElementType type = ElementType.ofOnnx(input.elementType())
                    .orElseThrow(() -> new Unusable(
                            ReportCode.INPUT_MISMATCH,
                            "No input can be made up for " + input.name() + ": no plain tensor"));
            List<Long> shape = shape(input);
            total += size(shape, type, input.name());
            if (total > Tensor.MAX_BYTES) {
                throw tooLarge(input.name());
            }
            tensors.add(tensor(input.name(), type, shape, random));
        }
        return tensors;
    }

    private static List<Long> shape(OnnxValue input) {
        List<Long> shape = new ArrayList<>();
        for (OnnxValue.Dim dim : input.dims()) {
            boolean batch =
                    shape.isEmpty() || dim.symbol().toLowerCase(Locale.ROOT).contains("batch");
            shape.add(dim.size() >= 0 ? dim.size() : batch ? 1 : VARIABLE);
        }
        return shape;
    }

    private static long size(List<Long> shape, ElementType type, String name) throws Unusable {
        long size = Math.max(4, type.bytes());
        for (long dim : shape) {
            if (dim > 0 && size > Tensor.MAX_BYTES / dim) {
                throw tooLarge(name);
            }
            size *= dim;
        }
        return size;
    }

    private static Unusable tooLarge(String name) {
        return new Unusable(
                ReportCode.INPUT_MISMATCH, "Input " + name + " is larger than 64 MiB as the model declares it");
    }

    private static Tensor tensor(String name, ElementType type, List<Long> shape, SplittableRandom random) {
        int count = (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
        if (type == ElementType.STRING) {
            return Tensor.ofStrings(name, shape, Collections.nCopies(count, "a"));
        }
        boolean mask = name.toLowerCase(Locale.ROOT).contains("mask");
        ByteBuffer data = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double number = type.isFloat() && !mask ? random.nextGaussian() : mask ? 1 : random.nextInt(2);
            Numbers.put(data, type, number);
        }
        return new Tensor(name, type, shape, data.flip());
    }
}
