package dev.stemma.blob.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes parameters of an operation: integers big-endian, as everywhere in a pack. */
final class Parameters {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Parameters u8(int value) {
        out.write(value);
        return this;
    }

    Parameters u32(int value) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
        return this;
    }

    Parameters u64(long value) {
        out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
