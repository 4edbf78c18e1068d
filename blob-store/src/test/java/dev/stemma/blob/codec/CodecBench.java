package dev.stemma.blob.codec;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.format.Bytes;
import dev.stemma.format.ElementType;
import dev.stemma.format.Tensor;
import dev.stemma.format.TensorTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prints ratio and speed of the codecs on the tensors of model files: FILE, or FILE=BASE to encode against a base. */
final class CodecBench {

    private static final int SLICE = 4 * 1024 * 1024;
    private static final int ROUNDS = 5;

    private final ChunkEncoder encoder = new ChunkEncoder();
    private final ChunkDecoder decoder = new ChunkDecoder();

    private record Slice(Span raw, ElementType type, List<Base> bases) {}

    /** Bytes before and after, CPU time, and how the bytes divide among codecs. */
    private static final class Sums {
        long raw;
        long encoded;
        long encodeNanos;
        long decodeNanos;
        final long[] rawOf = new long[Codec.values().length];
        final long[] encodedOf = new long[Codec.values().length];
    }

    private CodecBench() {}

    public static void main(String[] args) throws IOException, CodecException {
        System.out.println(
                "MB per second of this thread's CPU time, encoding with its verification; median of " + ROUNDS);
        for (String arg : args) {
            String[] files = arg.split("=", 2);
            List<Slice> slices = slices(Path.of(files[0]), files.length == 2 ? Path.of(files[1]) : Path.of(""));
            new CodecBench().run(arg, slices);
        }
    }

    private void run(String name, List<Slice> slices) throws CodecException {
        List<Sums> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(round(slices));
        }
        Sums last = rounds.getLast();
        double encode = rounds.stream().mapToLong(r -> r.encodeNanos).sorted().toArray()[ROUNDS / 2] / 1e3;
        double decode = rounds.stream().mapToLong(r -> r.decodeNanos).sorted().toArray()[ROUNDS / 2] / 1e3;
        System.out.printf(
                "%s%n  %d slices, %.2f MB -> %.3f MB (%.2f %%), encode %.0f MB/s, decode %.0f MB/s%n",
                name.replaceAll("[^=]*/", ""),
                slices.size(),
                last.raw / 1e6,
                last.encoded / 1e6,
                100.0 * last.encoded / last.raw,
                last.raw / encode,
                last.raw / decode);
        for (Codec codec : Codec.values()) {
            if (last.rawOf[codec.id()] > 0) {
                System.out.printf(
                        "    %-10s %10.3f MB -> %10.3f MB%n",
                        codec, last.rawOf[codec.id()] / 1e6, last.encodedOf[codec.id()] / 1e6);
            }
        }
    }

    private Sums round(List<Slice> slices) throws CodecException {
        Sums sums = new Sums();
        byte[] target = new byte[Chunk.MAX_BYTES];
        for (Slice slice : slices) {
            long start = cpu();
            Encoding encoding = encoder.encode(slice.raw(), slice.type(), slice.bases(), List.of());
            long encoded = cpu();
            List<Span> bases = encoding.bases().isEmpty()
                    ? List.of()
                    : slice.bases().stream().map(Base::bytes).toList();
            decoder.decode(
                    encoding.codec(),
                    encoding.bytes(),
                    bases,
                    target,
                    slice.raw().length());
            sums.decodeNanos += cpu() - encoded;
            sums.encodeNanos += encoded - start;
            sums.raw += slice.raw().length();
            sums.encoded += encoding.bytes().length();
            sums.rawOf[encoding.codec().id()] += slice.raw().length();
            sums.encodedOf[encoding.codec().id()] += encoding.bytes().length();
        }
        return sums;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<Slice> slices(Path file, Path baseFile) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] baseBytes = baseFile.toString().isEmpty() ? new byte[0] : Files.readAllBytes(baseFile);
        Map<String, Tensor> baseTensors = new HashMap<>();
        if (baseBytes.length > 0) {
            table(baseBytes).tensors().forEach(tensor -> baseTensors.put(tensor.name(), tensor));
        }
        List<Slice> slices = new ArrayList<>();
        for (Tensor tensor : table(bytes).tensors()) {
            Tensor base = baseTensors.get(tensor.name());
            boolean paired = base != null && base.sizeBytes() == tensor.sizeBytes();
            if (tensor.sizeBytes() < 1024) {
                continue;
            }
            for (long at = 0; at < tensor.sizeBytes(); at += SLICE) {
                int length = (int) Math.min(SLICE, tensor.sizeBytes() - at);
                List<Base> bases = paired && base != null
                        ? List.of(new Base(Digest.of(new byte[1]), span(baseBytes, base.offset() + at, length), 0))
                        : List.of();
                slices.add(new Slice(span(bytes, tensor.offset() + at, length), tensor.type(), bases));
            }
        }
        return slices;
    }

    private static Span span(byte[] bytes, long from, int length) {
        return Span.of(Arrays.copyOfRange(bytes, (int) from, (int) from + length));
    }

    private static TensorTable table(byte[] bytes) throws IOException {
        TensorTable table = TensorTable.of(Bytes.of(bytes));
        return table.tensors().isEmpty() ? BenchOnnx.table(bytes) : table;
    }
}
