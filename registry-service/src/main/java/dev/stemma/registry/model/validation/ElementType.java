package dev.stemma.registry.model.validation;

import java.util.Locale;
import java.util.Optional;

/** The type of a tensor's elements: those that suites may hold. */
public enum ElementType {
    FLOAT32(1, 4, "FP32"),
    UINT8(2, 1, "UINT8"),
    INT8(3, 1, "INT8"),
    UINT16(4, 2, "UINT16"),
    INT16(5, 2, "INT16"),
    INT32(6, 4, "INT32"),
    INT64(7, 8, "INT64"),
    /** UTF-8 of any length. */
    STRING(8, 0, "BYTES"),
    BOOL(9, 1, "BOOL"),
    FLOAT16(10, 2, "FP16"),
    FLOAT64(11, 8, "FP64"),
    UINT32(12, 4, "UINT32"),
    UINT64(13, 8, "UINT64"),
    BFLOAT16(16, 2, "BF16");

    private final int onnx;
    private final int bytes;
    private final String inference;

    ElementType(int onnx, int bytes, String inference) {
        this.onnx = onnx;
        this.bytes = bytes;
        this.inference = inference;
    }

    /** The number that ONNX gives the type (TensorProto.DataType). */
    public int onnx() {
        return onnx;
    }

    /** Bytes an element takes; 0 for strings. */
    public int bytes() {
        return bytes;
    }

    /** The name of the type in the open inference protocol v2, such as {@code FP32}. */
    public String inference() {
        return inference;
    }

    /** The name for people, such as {@code float32}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether elements may be NaN or infinite. */
    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64 || this == FLOAT16 || this == BFLOAT16;
    }

    /** The type with ONNX's number; empty for those that no suite can hold, such as complex numbers. */
    public static Optional<ElementType> ofOnnx(int number) {
        for (ElementType type : values()) {
            if (type.onnx == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The type with this name in the open inference protocol v2. */
    public static Optional<ElementType> ofInference(String name) {
        for (ElementType type : values()) {
            if (type.inference.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
