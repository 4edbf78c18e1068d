package dev.stemma.blob.codec;

import dev.stemma.blob.Chunk;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Floats as bytes: each divided by its channel's scale, rounded to the nearest with ties to even, moved by the zero point and
 * clipped. A quotient that is no number counts as zero.
 *
 * @param source the floats: from the chunk's first element on, or all of the tensor if the scales are found by rule
 * @param signed whether the bytes are
 * @param first which element of the tensor the chunk starts with
 * @param channels which elements share a scale and a zero point
 * @param scales the scales
 * @param zeros the zero points, in the bytes' own type: one for all or one for each channel
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Quantise(Source source, boolean signed, long first, Channels channels, Scales scales, byte[] zeros)
        implements Derivation {
    static final int OPERATION = 1;

    /** No chunk starts behind this element, so that counting on from there cannot overflow. */
    private static final long LAST = Long.MAX_VALUE - Chunk.MAX_BYTES;

    /** Checks the numbers. */
    public Quantise {
        if (first < 0 || (zeros.length != 1 && zeros.length != channels.count())) {
            throw new IllegalArgumentException(zeros.length + " zero points from element " + first);
        }
    }

    static Quantise read(ByteBuffer in) throws CodecException {
        Source source = Source.read(in);
        int signed = in.get();
        long first = in.getLong();
        Channels channels = Channels.read(in);
        Scales scales = Scales.read(in, channels.count());
        int each = in.get();
        if (signed < 0 || signed > 1 || each < 0 || each > 1 || first < 0 || first > LAST) {
            throw new CodecException("a quantisation has impossible parameters");
        } else if (each == 1 && channels.count() > in.remaining()) {
            throw new CodecException("there are fewer zero points than channels");
        }
        byte[] zeros = new byte[each == 1 ? channels.count() : 1];
        in.get(zeros);
        return new Quantise(source, signed == 1, first, channels, scales, zeros);
    }

    @Override
    public byte[] bytes() {
        Parameters out = new Parameters().u8(OPERATION);
        source.write(out);
        out.u8(signed ? 1 : 0).u64(first);
        channels.write(out);
        Scales.write(scales, out);
        out.u8(zeros.length > 1 ? 1 : 0);
        for (byte zero : zeros) {
            out.u8(zero);
        }
        return out.bytes();
    }

    @Override
    public void apply(List<Span> bases, byte[] target, int length) throws CodecException {
        Derivation.check(bases, source.bases() + Scales.bases(scales), target, length);
        long start = scales instanceof Scales.ByRule ? first : 0;
        Floats floats = source.open(bases, start, length);
        Steps steps = new Steps(signed, channels, Scales.values(scales, source, channels, bases), zeros);
        float[] block = new float[Floats.BLOCK];
        for (int done = 0; done < length; done += Floats.BLOCK) {
            int part = Math.min(Floats.BLOCK, length - done);
            floats.read(done, block, part);
            steps.quantise(block, part, first + done, target, done);
        }
    }
}
