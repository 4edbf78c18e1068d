package dev.stemma.blob.codec;

import dev.stemma.blob.Chunk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Prints ratio and speed of the codecs on the tensors of model files: {@code [--profile] FILE...}, or {@code FILE=BASE} to
 * encode against a base. One thread, of which the CPU's time counts: other work on the machine disturbs that little.
 */
final class CodecBench {

    static final int ROUNDS = 9;
    private static final int WARMUP = 2;

    private final ChunkEncoder encoder = new ChunkEncoder();
    private final ChunkDecoder decoder = new ChunkDecoder();
    private final byte[] target = new byte[Chunk.MAX_BYTES];

    /** Bytes before and after, time, and how the bytes divide among codecs. */
    private static final class Sums {
        long raw;
        long encoded;
        long encodeNanos;
        long decodeNanos;
        long wallNanos;
        final long[] rawOf = new long[Codec.values().length];
        final long[] encodedOf = new long[Codec.values().length];
    }

    private CodecBench() {}

    public static void main(String[] args) throws IOException, CodecException {
        boolean profile = args.length > 0 && args[0].equals("--profile");
        System.out.printf(
                "MB per second of this thread's CPU time, encoding with its verification; median of %d%n", ROUNDS);
        for (String arg : profile ? Arrays.copyOfRange(args, 1, args.length) : args) {
            List<BenchSlices.Slice> slices = BenchSlices.of(arg);
            System.out.println(arg.replaceAll("[^=]*/", ""));
            CodecBench bench = new CodecBench();
            for (int i = 0; i < WARMUP; i++) {
                bench.round(slices);
            }
            bench.run(slices);
            new BenchFloors(slices).print();
            if (profile) {
                bench.profile(slices);
            }
        }
    }

    private void profile(List<BenchSlices.Slice> slices) throws IOException, CodecException {
        try (BenchProfile profile = new BenchProfile()) {
            for (int i = 0; i < ROUNDS; i++) {
                round(slices);
            }
            profile.print();
        }
    }

    private void run(List<BenchSlices.Slice> slices) throws CodecException {
        Sums[] rounds = new Sums[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            rounds[i] = round(slices);
        }
        Sums last = rounds[ROUNDS - 1];
        System.out.printf(
                "    %d slices, %.2f MB -> %.3f MB (%.2f %%)%n",
                slices.size(), last.raw / 1e6, last.encoded / 1e6, 100.0 * last.encoded / last.raw);
        System.out.printf(
                "    encode %s MB/s, decode %s MB/s; both by the clock on the wall %s MB/s%n",
                rate(last.raw, rounds, r -> r.encodeNanos),
                rate(last.raw, rounds, r -> r.decodeNanos),
                rate(last.raw, rounds, r -> r.wallNanos));
        for (Codec codec : Codec.values()) {
            if (last.rawOf[codec.id()] > 0) {
                System.out.printf(
                        "    %-10s %10.3f MB -> %10.3f MB%n",
                        codec, last.rawOf[codec.id()] / 1e6, last.encodedOf[codec.id()] / 1e6);
            }
        }
    }

    private static String rate(long bytes, Sums[] rounds, ToLongFunction<Sums> nanos) {
        long[] all = Arrays.stream(rounds).mapToLong(nanos).toArray();
        long best = Arrays.stream(all).min().orElse(1);
        return "%.0f (best %.0f)".formatted(bytes * 1e3 / median(all), bytes * 1e3 / best);
    }

    private Sums round(List<BenchSlices.Slice> slices) throws CodecException {
        Sums sums = new Sums();
        long wall = System.nanoTime();
        for (BenchSlices.Slice slice : slices) {
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
        sums.wallNanos = System.nanoTime() - wall;
        return sums;
    }

    static long median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
