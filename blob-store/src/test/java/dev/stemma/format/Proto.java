package dev.stemma.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A protobuf message in the making: fields in the order in which they are added. */
public final class Proto {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds a number. */
    public Proto number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    /** Adds bytes. */
    public Proto bytes(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Adds a text. */
    public Proto text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a message. */
    public Proto message(int field, Proto value) {
        return bytes(field, value.toBytes());
    }

    /** Adds a float that stands alone. */
    public Proto single(int field, float value) {
        varint((long) field << 3 | 5);
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    /** Adds bytes as they are, without a field. */
    public Proto raw(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    /** Adds a number without a field. */
    public Proto varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** The message so far. */
    public byte[] toBytes() {
        return out.toByteArray();
    }
}
