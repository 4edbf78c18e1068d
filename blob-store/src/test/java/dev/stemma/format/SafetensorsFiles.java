package dev.stemma.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A safetensors file in the making: tensors back to back in the order in which they are added. */
public final class SafetensorsFiles {
    private final StringJoiner entries = new StringJoiner(",", "{", "}");
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** Adds a tensor. */
    public SafetensorsFiles tensor(String name, String type, byte[] raw, long... shape) {
        entries.add(entry(name, type, data.size(), data.size() + (long) raw.length, shape));
        data.writeBytes(raw);
        return this;
    }

    /** Adds free text. */
    public SafetensorsFiles metadata(String key, String value) {
        entries.add("\"__metadata__\":{\"" + key + "\":\"" + value + "\"}");
        return this;
    }

    /** The file so far. */
    public byte[] toBytes() {
        return file(entries.toString(), data.toByteArray());
    }

    /** A header's entry. */
    public static String entry(String name, String type, long begin, long end, long... shape) {
        String dims = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(","));
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                .formatted(name, type, dims, begin, end);
    }

    /** A file of any header and data. */
    public static byte[] file(String header, byte[] data) {
        return file(header.getBytes(StandardCharsets.UTF_8), data);
    }

    /** A file of any header and data. */
    public static byte[] file(byte[] header, byte[] data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }
}
