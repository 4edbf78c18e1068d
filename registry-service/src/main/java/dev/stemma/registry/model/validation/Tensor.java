package dev.stemma.registry.model.validation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A named array of numbers or strings, immutable: little endian, last dimension fastest. A string is its length in four bytes
 * and its UTF-8.
 */
public final class Tensor {
    /** The most bytes that a tensor, or all inputs or all expected outputs of a case together, may have. */
    public static final long MAX_BYTES = 64L << 20;

    private final String name;
    private final ElementType type;
    private final List<Long> shape;
    private final int elements;
    private final ByteBuffer data;

    /**
     * Makes a tensor over the given bytes, which must not change afterwards.
     *
     * @throws IllegalArgumentException if shape and bytes contradict each other; the message is one for users
     */
    public Tensor(String name, ElementType type, List<Long> shape, ByteBuffer data) {
        this.name = name;
        this.type = type;
        this.shape = List.copyOf(shape);
        this.data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        this.elements = count(this.shape);
        if (type != ElementType.STRING && (long) elements * type.bytes() != this.data.capacity()) {
            throw new IllegalArgumentException("a shape of " + this.shape + " " + type.label() + " takes "
                    + (long) elements * type.bytes() + " bytes, but there are " + this.data.capacity());
        }
        if (type == ElementType.STRING && texts(this.data.duplicate().order(ByteOrder.LITTLE_ENDIAN)) != elements) {
            throw new IllegalArgumentException("a shape of " + this.shape + " has another number of strings");
        }
    }

    /** Makes a tensor of strings. */
    public static Tensor ofStrings(String name, List<Long> shape, List<String> texts) {
        List<byte[]> encoded = new ArrayList<>();
        int size = 0;
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            encoded.add(utf8);
            size = Math.addExact(size, 4 + utf8.length);
        }
        ByteBuffer data = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] utf8 : encoded) {
            data.putInt(utf8.length).put(utf8);
        }
        return new Tensor(name, ElementType.STRING, shape, data.flip());
    }

    private static int count(List<Long> shape) {
        long count = 1;
        for (long dim : shape) {
            if (dim < 0 || (dim > 0 && count > MAX_BYTES / dim)) {
                throw new IllegalArgumentException("the shape " + shape + " is negative or too large");
            }
            count *= dim;
        }
        return (int) count;
    }

    private static int texts(ByteBuffer data) {
        int count = 0;
        while (data.remaining() >= 4) {
            int length = data.getInt();
            if (length < 0 || length > data.remaining()) {
                return -1;
            }
            data.position(data.position() + length);
            count++;
        }
        return data.hasRemaining() ? -1 : count;
    }

    /** The same data under another name. */
    public Tensor named(String newName) {
        return new Tensor(newName, type, shape, data);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The type of its elements. */
    public ElementType type() {
        return type;
    }

    /** Its dimensions, outermost first; none for a scalar. */
    public List<Long> shape() {
        return shape;
    }

    /** How many elements it has. */
    public int elements() {
        return elements;
    }

    /** A new read-only view of all its bytes, little endian. */
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An element as a number; not for strings. */
    public double number(int index) {
        return switch (type) {
            case FLOAT32 -> data.getFloat(index * 4);
            case FLOAT64 -> data.getDouble(index * 8);
            case FLOAT16 -> Float.float16ToFloat(data.getShort(index * 2));
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort(index * 2) << 16);
            case INT8 -> data.get(index);
            case UINT8 -> data.get(index) & 0xff;
            case BOOL -> data.get(index) == 0 ? 0 : 1;
            case INT16 -> data.getShort(index * 2);
            case UINT16 -> data.getShort(index * 2) & 0xffff;
            case INT32 -> data.getInt(index * 4);
            case UINT32 -> Integer.toUnsignedLong(data.getInt(index * 4));
            case INT64 -> data.getLong(index * 8);
            case UINT64 -> unsigned(data.getLong(index * 8));
            case STRING -> throw new IllegalStateException("Strings are no numbers");
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** Its strings, in order. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        ByteBuffer rest = data();
        while (rest.hasRemaining()) {
            byte[] utf8 = new byte[rest.getInt()];
            rest.get(utf8);
            texts.add(new String(utf8, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** Whether type, shape and every bit are equal; the name does not count. */
    public boolean sameAs(Tensor other) {
        return type == other.type && shape.equals(other.shape) && data.equals(other.data);
    }

    /** The place of an element, one number a dimension. */
    public List<Long> place(int index) {
        Long[] place = new Long[shape.size()];
        long rest = index;
        for (int i = place.length - 1; i >= 0; i--) {
            long dim = Math.max(1, shape.get(i));
            place[i] = rest % dim;
            rest /= dim;
        }
        return List.of(place);
    }

    @Override
    public String toString() {
        return name + " " + type.label() + shape;
    }
}
