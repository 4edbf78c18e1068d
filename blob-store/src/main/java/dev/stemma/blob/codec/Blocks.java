package dev.stemma.blob.codec;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Floats as GGML's blocks of 32 values, as its reference quantisers make them.
 *
 * @param format which blocks
 * @param source the floats, from the first one of the chunk's first block on
 * @param phase how many bytes of that block lie before the chunk
 */
public record Blocks(BlockFormat format, Source source, int phase) implements Derivation {
    static final int OPERATION = 5;

    /** Checks the phase. */
    public Blocks {
        if (phase < 0 || phase >= format.bytes()) {
            throw new IllegalArgumentException("Byte " + phase + " of a block of " + format.bytes());
        }
    }

    static Blocks read(ByteBuffer in) throws CodecException {
        BlockFormat format = BlockFormat.read(in.get());
        Source source = Source.read(in);
        int phase = in.get();
        if (phase < 0 || phase >= format.bytes()) {
            throw new CodecException("a chunk starts at byte " + phase + " of a block");
        }
        return new Blocks(format, source, phase);
    }

    @Override
    public byte[] bytes() {
        Parameters out = new Parameters().u8(OPERATION).u8(format.id());
        source.write(out);
        return out.u8(phase).bytes();
    }

    @Override
    public void apply(List<Span> bases, byte[] target, int length) throws CodecException {
        Derivation.check(bases, source.bases(), target, length);
        int count = (phase + length + format.bytes() - 1) / format.bytes();
        Floats floats = source.open(bases, 0, (long) count * BlockFormat.VALUES);
        int atOnce = Floats.BLOCK / BlockFormat.VALUES;
        float[] values = new float[Floats.BLOCK];
        byte[] blocks = new byte[atOnce * format.bytes()];
        int at = -phase;
        for (int done = 0; done < count; done += atOnce) {
            int part = Math.min(atOnce, count - done);
            floats.read((long) done * BlockFormat.VALUES, values, part * BlockFormat.VALUES);
            format.quantise(values, part, blocks);
            int from = Math.max(0, -at);
            int to = Math.min(part * format.bytes(), length - at);
            System.arraycopy(blocks, from, target, at + from, to - from);
            at += part * format.bytes();
        }
    }
}
