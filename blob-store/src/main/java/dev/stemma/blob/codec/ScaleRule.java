package dev.stemma.blob.codec;

import java.nio.ByteBuffer;

/**
 * How a quantiser finds a scale from the smallest and the largest weight of a channel.
 *
 * @param kind which range is divided
 * @param divisor into how many steps, 1 to 65,535
 */
public record ScaleRule(Kind kind, int divisor) {

    /** Which range of values is covered, and in which precision it is computed. */
    public enum Kind {
        /** From the largest magnitude's negative to itself. */
        SYMMETRIC(0),
        /** From the smallest weight to the largest, and zero in any case; subtracted and divided as binary32. */
        SPAN(1),
        /** The same as binary64, rounded to binary32 in the end. */
        SPAN_IN_DOUBLE(2);

        private final int id;

        Kind(int id) {
            this.id = id;
        }

        static Kind read(int id) throws CodecException {
            for (Kind kind : values()) {
                if (kind.id == id) {
                    return kind;
                }
            }
            throw new CodecException("scale rule " + id + " is not known here");
        }
    }

    /** Checks the divisor. */
    public ScaleRule {
        if (divisor < 1 || divisor > 0xffff) {
            throw new IllegalArgumentException("A range in " + divisor + " steps");
        }
    }

    static ScaleRule read(ByteBuffer in) throws CodecException {
        Kind kind = Kind.read(in.get());
        int divisor = in.getShort() & 0xffff;
        if (divisor == 0) {
            throw new CodecException("a range is divided in no steps");
        }
        return new ScaleRule(kind, divisor);
    }

    void write(Parameters out) {
        out.u8(kind.id).u8(divisor >>> 8).u8(divisor);
    }

    /** The scale of a channel whose weights and zero span this range; 1 where that would be no normal number. */
    float scale(float smallest, float largest) {
        float scale = switch (kind) {
            case SYMMETRIC -> 2 * Math.max(largest, -smallest) / divisor;
            case SPAN -> (largest - smallest) / divisor;
            case SPAN_IN_DOUBLE -> (float) (((double) largest - smallest) / divisor);
        };
        if (Float.isNaN(scale)) {
            return Float.NaN; // the one that any decoder can make
        }
        return scale < Float.MIN_NORMAL ? 1 : scale;
    }
}
