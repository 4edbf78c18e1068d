package dev.stemma.format;

/** What a tensor's elements are, in whatever words its format says so. All of them lie little-endian in the file. */
public enum ElementType {
    /** IEEE 754 binary64. */
    F64(64),
    /** IEEE 754 binary32. */
    F32(32),
    /** IEEE 754 binary16. */
    F16(16),
    /** bfloat16: the upper half of a binary32. */
    BF16(16),
    /** Any float of 8 bits. */
    F8(8),
    /** Signed. */
    I64(64),
    /** Signed. */
    I32(32),
    /** Signed. */
    I16(16),
    /** Signed. */
    I8(8),
    /** Unsigned. */
    U64(64),
    /** Unsigned. */
    U32(32),
    /** Unsigned. */
    U16(16),
    /** Unsigned. */
    U8(8),
    /** One byte each. */
    BOOL(8),
    /** GGML's Q8_0: blocks of a binary16 scale and 32 signed bytes. */
    Q8_0(272),
    /** GGML's Q4_0: blocks of a binary16 scale and 32 values of 4 bits. */
    Q4_0(144),
    /** Anything else: other blocks, packed values below a byte, complex numbers. */
    OTHER(0);

    private final int bits;

    ElementType(int bits) {
        this.bits = bits;
    }

    /** Bits of one element, of one block for types that come in blocks of 32 values, 0 for {@link #OTHER}. */
    public int bits() {
        return bits;
    }
}
