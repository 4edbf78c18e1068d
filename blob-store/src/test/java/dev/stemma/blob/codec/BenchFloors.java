package dev.stemma.blob.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.List;

/** What else one thread can do with the same chunks in the same minute: copy them, and zstd at its fastest usual level. */
final class BenchFloors {

    private final List<BenchSlices.Slice> slices;
    private final byte[] target;
    private final byte[] back;
    private int size;

    BenchFloors(List<BenchSlices.Slice> slices) {
        this.slices = slices;
        int largest =
                slices.stream().mapToInt(slice -> slice.raw().length()).max().orElse(1);
        target = new byte[(int) Zstd.compressBound(largest)];
        back = new byte[largest];
    }

    void print() {
        double raw = slices.stream().mapToLong(slice -> slice.raw().length()).sum();
        long[] copy = new long[CodecBench.ROUNDS];
        long[] compress = new long[CodecBench.ROUNDS];
        long[] expand = new long[CodecBench.ROUNDS];
        try (ZstdCompressCtx in = new ZstdCompressCtx().setLevel(1);
                ZstdDecompressCtx out = new ZstdDecompressCtx()) {
            for (int round = 0; round < CodecBench.ROUNDS; round++) {
                for (BenchSlices.Slice slice : slices) {
                    copy[round] += copy(slice);
                    compress[round] += compress(in, slice);
                    expand[round] += expand(out, slice);
                }
            }
        }
        System.out.printf(
                "    floors     copy %.0f MB/s, zstd -1 %.0f MB/s, back %.0f MB/s%n",
                raw * 1e3 / CodecBench.median(copy),
                raw * 1e3 / CodecBench.median(compress),
                raw * 1e3 / CodecBench.median(expand));
    }

    private long copy(BenchSlices.Slice slice) {
        long start = CodecBench.cpu();
        System.arraycopy(slice.raw().array(), 0, back, 0, slice.raw().length());
        return CodecBench.cpu() - start;
    }

    private long compress(ZstdCompressCtx zstd, BenchSlices.Slice slice) {
        long start = CodecBench.cpu();
        size = zstd.compressByteArray(
                target, 0, target.length, slice.raw().array(), 0, slice.raw().length());
        return CodecBench.cpu() - start;
    }

    private long expand(ZstdDecompressCtx zstd, BenchSlices.Slice slice) {
        long start = CodecBench.cpu();
        zstd.decompressByteArray(back, 0, slice.raw().length(), target, 0, size);
        return CodecBench.cpu() - start;
    }
}
