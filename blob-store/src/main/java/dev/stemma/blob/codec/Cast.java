package dev.stemma.blob.codec;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Floats in another format: widened as they are, narrowed to the nearest, ties to even.
 *
 * @param source the floats, from the chunk's first element on
 * @param to the chunk's format
 */
public record Cast(Source source, FloatFormat to) implements Derivation {
    static final int OPERATION = 2;

    static Cast read(ByteBuffer in) throws CodecException {
        return new Cast(Source.read(in), FloatFormat.read(in.get()));
    }

    @Override
    public byte[] bytes() {
        Parameters out = new Parameters().u8(OPERATION);
        source.write(out);
        return out.u8(to.id()).bytes();
    }

    @Override
    public void apply(List<Span> bases, byte[] target, int length) throws CodecException {
        Derivation.check(bases, source.bases(), target, length);
        if (length % to.bytes() != 0) {
            throw new CodecException("a chunk of " + length + " bytes is no whole number of elements");
        }
        int count = length / to.bytes();
        Floats floats = source.open(bases, 0, count);
        float[] block = new float[Floats.BLOCK];
        for (int done = 0; done < count; done += Floats.BLOCK) {
            int part = Math.min(Floats.BLOCK, count - done);
            floats.read(done, block, part);
            to.narrow(block, part, target, done * to.bytes());
        }
    }
}
