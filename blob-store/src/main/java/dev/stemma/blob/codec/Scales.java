package dev.stemma.blob.codec;

import java.nio.ByteBuffer;
import java.util.List;

/** Where a quantisation's scales are. */
public sealed interface Scales {

    /** In the parameters, one for each channel. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Inline(float[] values) implements Scales {}

    /**
     * In the base chunk behind the source's, one little-endian binary32 for each channel.
     *
     * @param offset where in that chunk they start, in bytes
     */
    record InBase(int offset) implements Scales {}

    /**
     * Computed from the weights: the source then starts with the tensor's first element and holds all of them.
     *
     * @param elements how many the tensor has
     */
    record ByRule(ScaleRule rule, long elements) implements Scales {}

    /** Reads what {@link #write} wrote. */
    static Scales read(ByteBuffer in, int channels) throws CodecException {
        int kind = in.get();
        return switch (kind) {
            case 0 -> new Inline(inline(in, channels));
            case 1 -> {
                int offset = in.getInt();
                if (offset < 0) {
                    throw new CodecException("scales start at byte " + offset);
                }
                yield new InBase(offset);
            }
            case 2 -> new ByRule(ScaleRule.read(in), in.getLong());
            default -> throw new CodecException("scales of kind " + kind + " are not known here");
        };
    }

    private static float[] inline(ByteBuffer in, int channels) throws CodecException {
        if (channels > in.remaining() / 4) {
            throw new CodecException("there are fewer scales than channels");
        }
        float[] values = new float[channels];
        in.asFloatBuffer().get(values);
        in.position(in.position() + 4 * channels);
        return values;
    }

    /** Writes them as they stand in a frame. */
    static void write(Scales scales, Parameters out) {
        switch (scales) {
            case Inline(float[] values) -> {
                out.u8(0);
                for (float value : values) {
                    out.u32(Float.floatToRawIntBits(value));
                }
            }
            case InBase(int offset) -> out.u8(1).u32(offset);
            case ByRule(ScaleRule rule, long elements) -> {
                out.u8(2);
                rule.write(out);
                out.u64(elements);
            }
        }
    }

    /** How many bases they need besides the source's. */
    static int bases(Scales scales) {
        return scales instanceof InBase ? 1 : 0;
    }

    /** The scale of each channel. */
    static float[] values(Scales scales, Source source, Channels channels, List<Span> bases) throws CodecException {
        return switch (scales) {
            case Inline(float[] values) -> values;
            case ByRule(ScaleRule rule, long elements) -> new ScaleOf(source, elements, channels, rule).scales(bases);
            case InBase(int offset) -> {
                Joined base = new Joined(List.of(bases.getLast()));
                Order.start(base, offset, 0, channels.count(), 4);
                byte[] bytes = new byte[channels.count() * 4];
                base.read(offset, bytes, bytes.length);
                float[] values = new float[channels.count()];
                FloatFormat.F32.widen(bytes, values, values.length);
                yield values;
            }
        };
    }
}
