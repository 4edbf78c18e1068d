package dev.stemma.format;

import java.util.List;

/**
 * A tensor with its data.
 *
 * @param name its name; may be empty
 * @param elementType TensorProto.DataType
 * @param dims its shape
 * @param data its elements as ONNX's raw data has them (little endian, last dimension fastest); for strings, each
 *     as a little-endian length of four bytes and UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way into a buffer; never compared
public record TensorValue(String name, int elementType, List<Long> dims, byte[] data) {}
