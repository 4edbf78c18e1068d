package dev.stemma.registry.worker;

import java.nio.ByteBuffer;

/**
 * A tensor on its way between server and worker.
 *
 * @param name of the input or output
 * @param type TensorProto.DataType
 * @param dims its shape
 * @param data from position to limit: little endian, last dimension fastest; a string is its length in four bytes and its UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // moved, never compared
public record WorkerTensor(String name, int type, long[] dims, ByteBuffer data) {}
