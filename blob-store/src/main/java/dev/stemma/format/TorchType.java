package dev.stemma.format;

import java.util.Map;
import java.util.Optional;

/** What PyTorch calls its element types: a storage's class and a tensor's dtype. */
enum TorchType {
    DOUBLE(ElementType.F64, 8),
    FLOAT(ElementType.F32, 4),
    HALF(ElementType.F16, 2),
    BFLOAT16(ElementType.BF16, 2),
    FLOAT8(ElementType.F8, 1),
    LONG(ElementType.I64, 8),
    INT(ElementType.I32, 4),
    SHORT(ElementType.I16, 2),
    CHAR(ElementType.I8, 1),
    UINT64(ElementType.U64, 8),
    UINT32(ElementType.U32, 4),
    UINT16(ElementType.U16, 2),
    BYTE(ElementType.U8, 1),
    BOOL(ElementType.BOOL, 1),
    COMPLEX_HALF(ElementType.OTHER, 4),
    COMPLEX_FLOAT(ElementType.OTHER, 8),
    COMPLEX_DOUBLE(ElementType.OTHER, 16),
    /** Bytes that mean nothing here. */
    UNTYPED(ElementType.OTHER, 1);

    private static final Map<String, TorchType> STORAGES = Map.ofEntries(
            Map.entry("torch.DoubleStorage", DOUBLE),
            Map.entry("torch.FloatStorage", FLOAT),
            Map.entry("torch.HalfStorage", HALF),
            Map.entry("torch.BFloat16Storage", BFLOAT16),
            Map.entry("torch.LongStorage", LONG),
            Map.entry("torch.IntStorage", INT),
            Map.entry("torch.ShortStorage", SHORT),
            Map.entry("torch.CharStorage", CHAR),
            Map.entry("torch.ByteStorage", BYTE),
            Map.entry("torch.BoolStorage", BOOL),
            Map.entry("torch.ComplexFloatStorage", COMPLEX_FLOAT),
            Map.entry("torch.ComplexDoubleStorage", COMPLEX_DOUBLE),
            Map.entry("torch.QInt8Storage", CHAR),
            Map.entry("torch.QUInt8Storage", BYTE),
            Map.entry("torch.QInt32Storage", INT),
            Map.entry("torch.storage.UntypedStorage", UNTYPED),
            Map.entry("torch.UntypedStorage", UNTYPED));

    private static final Map<String, TorchType> DTYPES = Map.ofEntries(
            Map.entry("torch.float64", DOUBLE),
            Map.entry("torch.float32", FLOAT),
            Map.entry("torch.float16", HALF),
            Map.entry("torch.bfloat16", BFLOAT16),
            Map.entry("torch.float8_e4m3fn", FLOAT8),
            Map.entry("torch.float8_e4m3fnuz", FLOAT8),
            Map.entry("torch.float8_e5m2", FLOAT8),
            Map.entry("torch.float8_e5m2fnuz", FLOAT8),
            Map.entry("torch.float8_e8m0fnu", FLOAT8),
            Map.entry("torch.int64", LONG),
            Map.entry("torch.int32", INT),
            Map.entry("torch.int16", SHORT),
            Map.entry("torch.int8", CHAR),
            Map.entry("torch.uint64", UINT64),
            Map.entry("torch.uint32", UINT32),
            Map.entry("torch.uint16", UINT16),
            Map.entry("torch.uint8", BYTE),
            Map.entry("torch.bool", BOOL),
            Map.entry("torch.complex32", COMPLEX_HALF),
            Map.entry("torch.complex64", COMPLEX_FLOAT),
            Map.entry("torch.complex128", COMPLEX_DOUBLE));

    private final ElementType elementType;
    private final int sizeBytes;

    TorchType(ElementType elementType, int sizeBytes) {
        this.elementType = elementType;
        this.sizeBytes = sizeBytes;
    }

    /** The type of a storage's class; empty if it is not known, and with it the size of an element. */
    static Optional<TorchType> ofStorage(String className) {
        return Optional.ofNullable(STORAGES.get(className));
    }

    /** The type of a dtype; bytes if it is not known. */
    static TorchType ofDtype(String dtype) {
        return DTYPES.getOrDefault(dtype, UNTYPED);
    }

    ElementType elementType() {
        return elementType;
    }

    int sizeBytes() {
        return sizeBytes;
    }
}
