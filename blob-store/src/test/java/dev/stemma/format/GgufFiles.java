package dev.stemma.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A GGUF file in the making: tensors one after the other, aligned, in the order in which they are added. */
public final class GgufFiles {
    /** Numbers of {@code ggml_type}. */
    public static final int F32 = 0;

    public static final int F16 = 1;
    public static final int Q4_0 = 2;
    public static final int Q8_0 = 8;
    public static final int I8 = 24;

    private final ByteArrayOutputStream metadata = new ByteArrayOutputStream();
    private final ByteArrayOutputStream descriptions = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int version = 3;
    private int alignment = 32;
    private long entries;
    private long tensors;

    /** Says another version. */
    public GgufFiles version(int number) {
        version = number;
        return this;
    }

    /** Says and keeps another alignment; before the first tensor. */
    public GgufFiles alignment(int bytes) {
        alignment = bytes;
        return entry("general.alignment", 4, number(4, bytes));
    }

    /** Adds a metadata entry. */
    public GgufFiles entry(String key, int type, byte[] value) {
        metadata.writeBytes(text(key));
        metadata.writeBytes(number(4, type));
        metadata.writeBytes(value);
        entries++;
        return this;
    }

    /** Adds a tensor and its data; dimensions as GGML counts them, innermost first. */
    public GgufFiles tensor(String name, int type, byte[] raw, long... inner) {
        pad(data, alignment);
        describe(name, type, data.size(), inner);
        data.writeBytes(raw);
        return this;
    }

    /** Adds a description alone. */
    public GgufFiles describe(String name, int type, long offset, long... inner) {
        descriptions.writeBytes(text(name));
        descriptions.writeBytes(number(4, inner.length));
        for (long dim : inner) {
            descriptions.writeBytes(number(8, dim));
        }
        descriptions.writeBytes(number(4, type));
        descriptions.writeBytes(number(8, offset));
        tensors++;
        return this;
    }

    /** Everything before the data, padded. */
    public byte[] header() {
        return header(tensors, entries);
    }

    /** Everything before the data, padded, with counts that may lie. */
    public byte[] header(long tensorCount, long entryCount) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(number(4, version));
        file.writeBytes(number(8, tensorCount));
        file.writeBytes(number(8, entryCount));
        file.writeBytes(metadata.toByteArray());
        file.writeBytes(descriptions.toByteArray());
        pad(file, alignment);
        return file.toByteArray();
    }

    /** The file so far. */
    public byte[] toBytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header());
        file.writeBytes(data.toByteArray());
        return file.toByteArray();
    }

    /** A little-endian number. */
    public static byte[] number(int width, long value) {
        byte[] bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return java.util.Arrays.copyOf(bytes, width);
    }

    /** A text and its length. */
    public static byte[] text(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        return join(number(8, raw.length), raw);
    }

    /** An array of items that are written already. */
    public static byte[] array(int type, long count, byte[]... items) {
        return join(number(4, type), number(8, count), join(items));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void pad(ByteArrayOutputStream out, int alignment) {
        while (out.size() % alignment != 0) {
            out.write(0);
        }
    }
}
