package dev.stemma.blob.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads zstd frames of hostile bytes. A frame never fills more than its reader allows, whatever it declares. */
final class ZstdFrames implements AutoCloseable {

    private static final int MAGIC = 0xfd2fb528;
    private static final int MIN_BYTES = 9;

    /** Starts a dictionary that zstd would take apart instead of using its bytes as they are. */
    private static final int DICTIONARY_MAGIC = 0xec30a437;

    private @Nullable ZstdDecompressCtx context;

    /** Fills exactly {@code count} bytes from the next {@code length} bytes, which are one frame and nothing else. */
    void read(ByteBuffer in, int length, byte[] to, int offset, int count) throws CodecException {
        ZstdDecompressCtx opened = context;
        if (opened == null) {
            opened = new ZstdDecompressCtx();
            context = opened;
        }
        decompress(opened, in, length, to, offset, count);
    }

    /** Whether zstd takes these bytes as they are when they are its dictionary. */
    static boolean mayBeDictionary(Span base) {
        return base.length() < Integer.BYTES || (int) Views.INT.get(base.array(), 0) != DICTIONARY_MAGIC;
    }

    /** The same, for a frame that has the base as its dictionary. */
    static void read(ByteBuffer in, int length, Span base, byte[] to, int count) throws CodecException {
        if (!mayBeDictionary(base)) {
            throw new CodecException("the base is a dictionary of zstd's own");
        }
        try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
            context.loadDict(Arrays.copyOf(base.array(), base.length()));
            decompress(context, in, length, to, 0, count);
        } catch (ZstdException e) {
            throw new CodecException("the base is no dictionary for zstd: " + e.getMessage());
        }
    }

    private static void decompress(ZstdDecompressCtx context, ByteBuffer in, int length, byte[] to, int at, int count)
            throws CodecException {
        if (length < MIN_BYTES || length > in.remaining()) {
            throw new CodecException("a zstd frame ends early");
        }
        int from = in.arrayOffset() + in.position();
        int filled;
        try {
            // zstd would also decode several frames in a row, frames to be skipped and those of its old versions.
            if ((int) Views.INT.get(in.array(), from) != MAGIC
                    || Zstd.findFrameCompressedSize(in.array(), from, length) != length) {
                throw new CodecException("these are not the bytes of one zstd frame");
            }
            filled = context.decompressByteArray(to, at, count, in.array(), from, length);
        } catch (ZstdException e) {
            throw new CodecException("a zstd frame is damaged: " + e.getMessage());
        }
        if (filled != count) {
            throw new CodecException("a zstd frame holds " + filled + " bytes, not " + count);
        }
        in.position(in.position() + length);
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
            context = null;
        }
    }
}
