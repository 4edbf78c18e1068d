package dev.stemma.blob.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Writes zstd frames. Its contexts are made when first needed. */
final class ZstdWriter implements AutoCloseable {

    private static final int DICTIONARY_LEVEL = 9;
    private static final int MIN_WINDOW_LOG = 10;

    private final Map<ZstdSetting, ZstdCompressCtx> contexts = new EnumMap<>(ZstdSetting.class);

    /** Appends one frame. */
    void write(byte[] from, int offset, int length, Output out, ZstdSetting setting) {
        compress(contexts.computeIfAbsent(setting, ZstdSetting::open), from, offset, length, out);
    }

    /** Appends one frame that has the base as its dictionary. */
    void write(Span raw, Span base, Output out) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            int reach = raw.length() + base.length();
            int windowLog = Math.max(MIN_WINDOW_LOG, Integer.SIZE - Integer.numberOfLeadingZeros(reach));
            context.setLevel(DICTIONARY_LEVEL).setWindowLog(windowLog).setDictID(false);
            context.loadDict(Arrays.copyOf(base.array(), base.length()));
            compress(context, raw.array(), 0, raw.length(), out);
        }
    }

    private static void compress(ZstdCompressCtx context, byte[] from, int offset, int length, Output out) {
        assert out.room() >= Zstd.compressBound(length);
        int written = context.compressByteArray(out.array(), out.length(), out.room(), from, offset, length);
        out.length(out.length() + written);
    }

    @Override
    public void close() {
        contexts.values().forEach(ZstdCompressCtx::close);
        contexts.clear();
    }
}
