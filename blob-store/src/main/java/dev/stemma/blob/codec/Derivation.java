package dev.stemma.blob.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/** How a chunk is computed from base chunks: an operation and its parameters. Immutable. */
public sealed interface Derivation permits Quantise, Cast, ScaleOf, Transpose, Blocks {

    /** The operation and its parameters as they stand in a frame. */
    byte[] bytes();

    /**
     * Computes the chunk.
     *
     * @param bases raw bytes of the base chunks, in order
     * @param target takes the chunk at its start
     * @param length how long the chunk is
     * @throws CodecException if the bases are not of the lengths that the operation needs
     */
    void apply(List<Span> bases, byte[] target, int length) throws CodecException;

    /**
     * Reads what {@link #bytes} wrote and moves behind it.
     *
     * @throws CodecException if it is no operation known here
     */
    static Derivation read(ByteBuffer in) throws CodecException {
        try {
            int operation = in.get() & 0xff;
            return switch (operation) {
                case Quantise.OPERATION -> Quantise.read(in);
                case Cast.OPERATION -> Cast.read(in);
                case ScaleOf.OPERATION -> ScaleOf.read(in);
                case Transpose.OPERATION -> Transpose.read(in);
                case Blocks.OPERATION -> Blocks.read(in);
                default -> throw new CodecException("operation " + operation + " is not known here");
            };
        } catch (BufferUnderflowException _) {
            throw new CodecException("an operation's parameters end early");
        }
    }

    /** Checks that there are as many bases as an operation takes, and room for what it computes. */
    static void check(List<Span> bases, int needed, byte[] target, int length) throws CodecException {
        if (bases.size() != needed) {
            throw new CodecException("an operation on " + needed + " bases has " + bases.size());
        } else if (length < 0 || length > target.length) {
            throw new CodecException("an operation computes more than there is room for");
        }
    }
}
