package dev.stemma.blob.codec;

import dev.stemma.blob.Chunk;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Decodes chunks. For one thread at a time: it keeps zstd's state and room for planes and for what they are joined to between
 * calls, at most twice a chunk of {@link Chunk#MAX_BYTES}, and none before the first call that needs it.
 *
 * <p>Encoded bytes and bases may be hostile: memory is taken only in proportion to the target that the caller has, and
 * whatever is decoded must still be compared with the chunk's digest.
 */
public final class ChunkDecoder implements AutoCloseable {

    private final ZstdFrames zstd = new ZstdFrames();
    private final PlaneReader planes = new PlaneReader(zstd);
    private final Differences differences = new Differences();
    private final ByteDifferences byteDifferences = new ByteDifferences();

    /**
     * Fills the target from its start.
     *
     * @param bases raw bytes of the base chunks, in the order of the frame
     * @param target takes the chunk; what it holds after a failure means nothing
     * @param rawLength length of the chunk, 1 to {@link Chunk#MAX_BYTES} and at most that of the target
     * @throws CodecException if the encoded bytes are not exactly such a chunk, or the bases are not of the number and the
     *     lengths that the codec takes
     */
    public void decode(Codec codec, Span encoded, List<Span> bases, byte[] target, int rawLength)
            throws CodecException {
        if (rawLength < 1 || rawLength > Chunk.MAX_BYTES || rawLength > target.length) {
            throw new IllegalArgumentException("A chunk of " + rawLength + " bytes into " + target.length);
        }
        ByteBuffer in = ByteBuffer.wrap(encoded.array(), 0, encoded.length());
        switch (codec) {
            case RAW -> raw(in, only(bases, 0), target, rawLength);
            case ZSTD -> zstd(in, only(bases, 0), target, rawLength);
            case ZSTD_DICT -> ZstdFrames.read(in, in.remaining(), only(bases, 1).getFirst(), target, rawLength);
            case PLANES -> planes(in, only(bases, 0), target, rawLength);
            case DELTA -> delta(in, alike(bases, rawLength), target, rawLength);
            case BYTE_DELTA -> byteDelta(in, alike(bases, rawLength).array(), target, rawLength);
            case DERIVE -> derive(in, bases, target, rawLength);
        }
        if (in.hasRemaining()) {
            throw new CodecException(in.remaining() + " bytes too many");
        }
    }

    private static List<Span> only(List<Span> bases, int count) throws CodecException {
        if (bases.size() != count) {
            throw new CodecException("the codec takes " + count + " bases, not " + bases.size());
        }
        return bases;
    }

    private static Span alike(List<Span> bases, int rawLength) throws CodecException {
        Span base = only(bases, 1).getFirst();
        if (base.length() != rawLength) {
            throw new CodecException("the base has " + base.length() + " bytes, not " + rawLength);
        }
        return base;
    }

    private static void raw(ByteBuffer in, List<Span> none, byte[] target, int rawLength) throws CodecException {
        assert none.isEmpty();
        take(in, target, 0, rawLength);
    }

    private void zstd(ByteBuffer in, List<Span> none, byte[] target, int rawLength) throws CodecException {
        assert none.isEmpty();
        zstd.read(in, in.remaining(), target, 0, rawLength);
    }

    private void planes(ByteBuffer in, List<Span> none, byte[] target, int rawLength) throws CodecException {
        assert none.isEmpty();
        PlanesShape shape = PlanesShape.read(in);
        int count = rawLength / shape.width();
        if (count > 0) {
            new ElementPlanes(shape).join(planes.read(in, shape.width(), count), count, target);
        }
        int whole = count * shape.width();
        take(in, target, whole, rawLength - whole);
    }

    private void delta(ByteBuffer in, Span base, byte[] target, int rawLength) throws CodecException {
        DeltaShape shape = DeltaShape.read(in);
        int count = rawLength / shape.width();
        if (count > 0) {
            differences.join(planes.read(in, shape.width(), count), base.array(), count, shape, target);
        }
        int whole = count * shape.width();
        take(in, target, whole, rawLength - whole);
    }

    private void byteDelta(ByteBuffer in, byte[] base, byte[] target, int rawLength) throws CodecException {
        int grouped = PlaneReader.u8(in);
        if (grouped > 1) {
            throw new CodecException("differences of bytes have flag " + grouped);
        }
        byteDifferences.join(planes.read(in, 1, rawLength)[0], base, rawLength, grouped == 1, target);
    }

    private void derive(ByteBuffer in, List<Span> bases, byte[] target, int rawLength) throws CodecException {
        int length = (PlaneReader.u8(in) << 8) | PlaneReader.u8(in);
        if (length > in.remaining()) {
            throw new CodecException("an operation ends early");
        }
        ByteBuffer operation = in.slice(in.position(), length);
        Derivation how = Derivation.read(operation);
        if (operation.hasRemaining()) {
            throw new CodecException("an operation has bytes too many");
        }
        in.position(in.position() + length);
        how.apply(bases, target, rawLength);
        if (in.hasRemaining()) {
            byteDelta(in, target, target, rawLength);
        }
    }

    private static void take(ByteBuffer in, byte[] target, int offset, int length) throws CodecException {
        if (in.remaining() < length) {
            throw new CodecException("the encoded bytes end early");
        }
        in.get(target, offset, length);
    }

    /** Gives zstd's memory back. */
    @Override
    public void close() {
        planes.close();
    }
}
