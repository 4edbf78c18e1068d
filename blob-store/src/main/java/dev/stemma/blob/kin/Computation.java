package dev.stemma.blob.kin;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.codec.BlockFormat;
import dev.stemma.blob.codec.Blocks;
import dev.stemma.blob.codec.Cast;
import dev.stemma.blob.codec.Channels;
import dev.stemma.blob.codec.Derivation;
import dev.stemma.blob.codec.FloatFormat;
import dev.stemma.blob.codec.Order;
import dev.stemma.blob.codec.Quantise;
import dev.stemma.blob.codec.ScaleOf;
import dev.stemma.blob.codec.ScaleRule;
import dev.stemma.blob.codec.Scales;
import dev.stemma.blob.codec.Source;
import dev.stemma.blob.codec.Transpose;
import dev.stemma.format.ElementType;
import dev.stemma.format.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says how a chunk may be computed once it is known which weights its tensor was made of. */
final class Computation {
    private static final int MAX_BASES = 8;
    /** So few scales stand best in the parameters. */
    private static final int FEW = 16;
    /** ONNX Runtime divides a range in 128 steps if it leaves a bit of 8 unused, else in 254, or 255 with a zero point. */
    private static final int[] STEPS = {128, 254, 255};

    private final Cut cut;
    private final Values values;

    Computation(Cut cut) {
        this.cut = cut;
        this.values = new Values(cut.file());
    }

    List<Suggestion> of(int chunk, Tensor tensor, String stem, Cut elder, Tensor weights, boolean turned)
            throws IOException {
        return switch (tensor.type()) {
            case F32, F16, BF16 -> cast(chunk, tensor, elder, weights, turned);
            case I8, U8 -> quantise(chunk, tensor, stem, elder, weights, turned);
            case Q8_0 -> blocks(chunk, tensor, elder, weights, turned, BlockFormat.Q8_0);
            case Q4_0 -> {
                List<Suggestion> both =
                        new ArrayList<>(blocks(chunk, tensor, elder, weights, turned, BlockFormat.Q4_0));
                both.addAll(blocks(chunk, tensor, elder, weights, turned, BlockFormat.Q4_0_FUSED));
                yield both;
            }
            case F64, F8, I64, I32, I16, U64, U32, U16, BOOL, OTHER -> List.of();
        };
    }

    private static FloatFormat format(Tensor weights) {
        return FloatFormat.of(weights.type()).orElseThrow();
    }

    private static int bytes(Tensor tensor) {
        return tensor.type().bits() / 8;
    }

    /** Floats to be read from one element of a tensor on, and the chunks that they lie in. */
    private record Reading(Source source, List<Chunk> chunks) {}

    /**
     * Covers elements of the weights, counted as the child counts them; all of the weights if they are turned, since each of
     * the child's slices has a part of every row.
     */
    private static Optional<Reading> reading(Cut elder, Tensor weights, boolean turned, long first, long count) {
        FloatFormat format = format(weights);
        long from = turned ? 0 : first;
        long to = turned ? weights.sizeBytes() / format.bytes() : first + count;
        long end = weights.offset() + to * format.bytes();
        if (end > weights.end()) {
            return Optional.empty();
        }
        return elder.cover(weights.offset() + from * format.bytes(), end, MAX_BASES)
                .flatMap(cover -> {
                    Optional<Order> order =
                            turned ? turning(weights, first).map(Order.class::cast) : Optional.of(new Order.Straight());
                    return order.map(way ->
                            new Reading(new Source(format, cover.chunks().size(), cover.skip(), way), cover.chunks()));
                });
    }

    /** The weights' dimensions are given as the child has them, so as they lie they are the other way round. */
    private static Optional<Order.Turned> turning(Tensor weights, long first) {
        long rows = weights.dims().get(1);
        long columns = weights.dims().get(0);
        boolean fits = rows > 0 && columns > 0 && rows <= Integer.MAX_VALUE && columns <= Integer.MAX_VALUE;
        return fits && first < rows * columns
                ? Optional.of(new Order.Turned((int) rows, (int) columns, first))
                : Optional.empty();
    }

    private long first(int chunk, Tensor tensor) {
        return (cut.start(chunk) - tensor.offset()) / bytes(tensor);
    }

    private static List<Suggestion> suggestion(Reading reading, Derivation how) {
        return List.of(new Suggestion.Derived(reading.chunks, how));
    }

    private List<Suggestion> cast(int chunk, Tensor tensor, Cut elder, Tensor weights, boolean turned) {
        long count = cut.size(chunk) / bytes(tensor);
        FloatFormat to = format(tensor);
        return reading(elder, weights, turned, first(chunk, tensor), count)
                .map(reading -> suggestion(
                        reading,
                        reading.source.format() == to && reading.source.order() instanceof Order.Turned order
                                ? new Transpose(to.bytes(), reading.source.bases(), reading.source.skip(), order)
                                : new Cast(reading.source, to)))
                .orElse(List.of());
    }

    private List<Suggestion> blocks(
            int chunk, Tensor tensor, Cut elder, Tensor weights, boolean turned, BlockFormat format) {
        long start = cut.start(chunk) - tensor.offset();
        long block = start / format.bytes();
        long end = (start + cut.size(chunk) + format.bytes() - 1) / format.bytes();
        int values = 32;
        return reading(elder, weights, turned, block * values, (end - block) * values)
                .map(reading -> suggestion(reading, new Blocks(format, reading.source, (int) (start % format.bytes()))))
                .orElse(List.of());
    }

    private List<Suggestion> quantise(int chunk, Tensor tensor, String stem, Cut elder, Tensor weights, boolean turned)
            throws IOException {
        Optional<float[]> scales = values.floats(stem + "_scale");
        Optional<byte[]> zeros = values.zeroPoints(stem + "_zero_point", tensor.type());
        if (scales.isEmpty() || zeros.isEmpty()) {
            return List.of();
        }
        int count = scales.get().length;
        byte[] points = zeros.get();
        if (count == 0 || (points.length != 1 && points.length != count)) {
            return List.of();
        }
        List<Suggestion> found = new ArrayList<>();
        List<Long> axes = count == 1 ? List.of(1L) : Shape.of(tensor).innerSizes(count);
        for (long inner : axes) {
            Channels channels = new Channels(inner, count);
            boolean signed = tensor.type() == ElementType.I8;
            long first = first(chunk, tensor);
            reading(elder, weights, turned, first, cut.size(chunk)).ifPresent(reading -> {
                Source source = reading.source;
                found.add(
                        count <= FEW
                                ? derived(
                                        reading,
                                        new Quantise(
                                                source,
                                                signed,
                                                first,
                                                channels,
                                                new Scales.Inline(scales.get()),
                                                points))
                                : withScales(reading, signed, first, channels, stem, scales.get(), points));
            });
        }
        return found;
    }

    private static Suggestion derived(Reading reading, Derivation how) {
        return new Suggestion.Derived(reading.chunks, how);
    }

    /** Scales that are chunks of this file are taken from there, where they cost nothing. */
    private Suggestion withScales(
            Reading reading, boolean signed, long first, Channels channels, String stem, float[] scales, byte[] zeros) {
        Optional<Cut.Cover> cover = values.tensor(stem + "_scale")
                .flatMap(tensor -> cut.cover(tensor.offset(), tensor.end(), 1))
                .filter(_ -> reading.chunks.size() < MAX_BASES);
        if (cover.isEmpty()) {
            return derived(
                    reading, new Quantise(reading.source, signed, first, channels, new Scales.Inline(scales), zeros));
        }
        List<Chunk> bases = new ArrayList<>(reading.chunks);
        bases.addAll(cover.get().chunks());
        return new Suggestion.Derived(
                bases,
                new Quantise(
                        reading.source,
                        signed,
                        first,
                        channels,
                        new Scales.InBase(cover.get().skip()),
                        zeros));
    }

    /** Scales of the weights, when these are few enough to be read as a whole. */
    List<Suggestion> scales(int chunk, String stem, Cut elder, Tensor weights, boolean turned) {
        @Nullable Tensor scale = values.tensor(stem + "_scale").orElse(null);
        long elements = Shape.of(weights).elements();
        if (scale == null || scale.sizeBytes() != cut.size(chunk) || scale.type() != ElementType.F32 || elements < 1) {
            return List.of();
        }
        int count = cut.size(chunk) / 4;
        List<Suggestion> found = new ArrayList<>();
        Optional<Reading> reading = reading(elder, weights, turned, 0, elements);
        if (reading.isPresent()) {
            for (long inner : Shape.of(weights).innerSizes(count)) {
                for (int steps : STEPS) {
                    ScaleRule rule = new ScaleRule(ScaleRule.Kind.SYMMETRIC, steps);
                    found.add(derived(
                            reading.get(),
                            new ScaleOf(reading.get().source, elements, new Channels(inner, count), rule)));
                }
            }
        }
        return found;
    }
}
