package dev.stemma.blob.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads planes: see {@link PlaneWriter} for what they look like. */
final class PlaneReader implements AutoCloseable {

    static final int RAW = 0;
    static final int CONSTANT = 1;
    static final int ZSTD = 2;

    private final ZstdFrames frames;
    private final Plane[] planes = new Plane[Long.BYTES];
    private byte[] scratch = new byte[0];

    PlaneReader(ZstdFrames frames) {
        this.frames = frames;
        Arrays.setAll(planes, k -> new Plane());
    }

    /**
     * Reads planes of equal length. They are good until the next call.
     *
     * @param length of each, which the caller has bounded by what it decodes into
     */
    Plane[] read(ByteBuffer in, int count, int length) throws CodecException {
        if (scratch.length < count * length) {
            scratch = new byte[count * length];
        }
        for (int k = 0; k < count; k++) {
            plane(in, k, length);
        }
        return planes;
    }

    private void plane(ByteBuffer in, int k, int length) throws CodecException {
        int mode = u8(in);
        switch (mode) {
            case RAW -> raw(in, planes[k], length);
            case CONSTANT -> {
                Arrays.fill(scratch, k * length, (k + 1) * length, (byte) u8(in));
                planes[k].at(scratch, k * length);
            }
            case ZSTD -> {
                frames.read(in, u32(in), scratch, k * length, length);
                planes[k].at(scratch, k * length);
            }
            default -> throw new CodecException("a plane has mode " + mode);
        }
    }

    private static void raw(ByteBuffer in, Plane plane, int length) throws CodecException {
        if (in.remaining() < length) {
            throw new CodecException("a plane ends early");
        }
        plane.at(in.array(), in.arrayOffset() + in.position());
        in.position(in.position() + length);
    }

    static int u8(ByteBuffer in) throws CodecException {
        if (!in.hasRemaining()) {
            throw new CodecException("the encoded bytes end early");
        }
        return in.get() & 0xff;
    }

    static int u32(ByteBuffer in) throws CodecException {
        if (in.remaining() < Integer.BYTES) {
            throw new CodecException("the encoded bytes end early");
        }
        return in.getInt();
    }

    @Override
    public void close() {
        frames.close();
    }
}
