package dev.stemma.blob.kin;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.format.Bytes;
import dev.stemma.format.ElementType;
import dev.stemma.format.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small tensors of a file by name, read when they are asked for: scales and zero points. Bounded, each and in sum. */
final class Values {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final long MAX_SUM = 64L * 1024 * 1024;

    private final Bytes content;
    private final Map<String, Tensor> tensors = new HashMap<>();
    private long read;

    Values(Relative file) {
        this.content = file.content();
        file.tensors().tensors().forEach(tensor -> tensors.putIfAbsent(tensor.name(), tensor));
    }

    Optional<Tensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** The bytes of a tensor as they lie in the file, if they are few and sound. */
    Optional<byte[]> bytes(Tensor tensor) throws IOException {
        long end = tensor.end();
        boolean sound = tensor.offset() >= 0 && end > tensor.offset() && end <= content.size();
        if (!sound || tensor.sizeBytes() > MAX_BYTES || read + tensor.sizeBytes() > MAX_SUM) {
            return Optional.empty();
        }
        read += tensor.sizeBytes();
        byte[] bytes = new byte[(int) tensor.sizeBytes()];
        try {
            content.read(tensor.offset(), bytes, 0, bytes.length);
            return Optional.of(bytes);
        } catch (BlobCorrupt e) {
            return Optional.empty(); // a scrub tells of it; here it only is no help
        }
    }

    /** The elements of a small plain tensor of binary32. */
    Optional<float[]> floats(String name) throws IOException {
        @Nullable Tensor tensor = tensors.get(name);
        if (tensor == null || tensor.type() != ElementType.F32 || tensor.layout() != Tensor.Layout.PLAIN) {
            return Optional.empty();
        }
        Optional<byte[]> bytes = bytes(tensor);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        float[] values = new float[bytes.get().length / 4];
        ByteBuffer.wrap(bytes.get())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return Optional.of(values);
    }

    /** The elements of a small tensor of bytes, one if all are equal; one zero if there is no such tensor. */
    Optional<byte[]> zeroPoints(String name, ElementType type) throws IOException {
        @Nullable Tensor tensor = tensors.get(name);
        if (tensor == null) {
            return Optional.of(new byte[1]);
        } else if (tensor.type() != type) {
            return Optional.empty();
        }
        Optional<byte[]> bytes = bytes(tensor);
        return switch (tensor.layout()) {
            case PLAIN -> bytes.map(Values::merged);
            case VARINTS -> bytes.map(Values::unpacked).map(Values::merged);
        };
    }

    /** The low byte of each varint; a varint that never ends is left out. */
    private static byte[] unpacked(byte[] varints) {
        byte[] values = new byte[varints.length];
        int count = 0;
        int value = 0;
        int place = 0;
        for (byte part : varints) {
            value |= place == 0 ? part & 0x7f : place == 1 ? (part & 1) << 7 : 0;
            place++;
            if (part >= 0) {
                values[count++] = (byte) value;
                value = 0;
                place = 0;
            }
        }
        return Arrays.copyOf(values, count);
    }

    private static byte[] merged(byte[] values) {
        for (byte value : values) {
            if (value != values[0]) {
                return values;
            }
        }
        return values.length == 0 ? values : new byte[] {values[0]};
    }
}
