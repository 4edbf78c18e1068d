package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.ElementType;
import java.nio.ByteBuffer;

/** Numbers into the bytes of a tensor. */
final class Numbers {
    private Numbers() {}

    /** Appends a number, rounded to the type. */
    static void put(ByteBuffer data, ElementType type, double number) {
        switch (type) {
            case FLOAT32 -> data.putFloat((float) number);
            case FLOAT64 -> data.putDouble(number);
            case FLOAT16 -> data.putShort(Float.floatToFloat16((float) number));
            case BFLOAT16 -> data.putShort((short) (Float.floatToIntBits((float) number) >>> 16));
            case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, BOOL -> put(data, type, (long) number);
            case STRING -> throw new IllegalArgumentException("Strings are no numbers");
        }
    }

    /** Appends an integer, cut to the type's width. */
    static void put(ByteBuffer data, ElementType type, long number) {
        switch (type) {
            case INT8, UINT8, BOOL -> data.put((byte) number);
            case INT16, UINT16 -> data.putShort((short) number);
            case INT32, UINT32 -> data.putInt((int) number);
            case INT64, UINT64 -> data.putLong(number);
            case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> put(data, type, (double) number);
            case STRING -> throw new IllegalArgumentException("Strings are no numbers");
        }
    }
}
