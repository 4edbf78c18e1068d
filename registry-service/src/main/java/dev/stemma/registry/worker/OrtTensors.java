package dev.stemma.registry.worker;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tensors into ONNX Runtime and out of it. */
final class OrtTensors {
    private static final int STRING = 8;
    private static final int MAX_STRINGS = 1 << 20;

    private OrtTensors() {}

    static OnnxTensor toOrt(OrtEnvironment environment, WorkerTensor tensor) throws OrtException, InferenceException {
        if (tensor.type() == STRING) {
            return OnnxTensor.createTensor(environment, strings(tensor.data()), tensor.dims());
        }
        return OnnxTensor.createTensor(environment, tensor.data(), tensor.dims(), javaType(tensor));
    }

    private static OnnxJavaType javaType(WorkerTensor tensor) throws InferenceException {
        return switch (tensor.type()) {
            case 1 -> OnnxJavaType.FLOAT;
            case 2 -> OnnxJavaType.UINT8;
            case 3 -> OnnxJavaType.INT8;
            case 5 -> OnnxJavaType.INT16;
            case 6 -> OnnxJavaType.INT32;
            case 7 -> OnnxJavaType.INT64;
            case 9 -> OnnxJavaType.BOOL;
            case 10 -> OnnxJavaType.FLOAT16;
            case 11 -> OnnxJavaType.DOUBLE;
            case 16 -> OnnxJavaType.BFLOAT16;
            default -> throw new InferenceException("INPUT_MISMATCH", "input type");
        };
    }

    private static String[] strings(ByteBuffer data) {
        List<String> texts = new ArrayList<>();
        while (data.hasRemaining()) {
            byte[] utf8 = new byte[data.getInt()];
            data.get(utf8);
            texts.add(new String(utf8, StandardCharsets.UTF_8));
        }
        return texts.toArray(String[]::new);
    }

    static WorkerTensor fromOrt(String name, OnnxTensor tensor, long maxBytes) throws OrtException, InferenceException {
        TensorInfo info = tensor.getInfo();
        long elements = elements(info.getShape());
        if (info.type == OnnxJavaType.STRING) {
            return new WorkerTensor(name, STRING, info.getShape(), texts(tensor, elements, maxBytes));
        }
        if (elements > maxBytes / info.type.size) {
            throw new InferenceException("OUTPUT_TOO_LARGE", name);
        }
        ByteBuffer data =
                elements == 0 ? ByteBuffer.allocate(0) : tensor.getByteBuffer().clear();
        return new WorkerTensor(name, number(info.onnxType), info.getShape(), data);
    }

    /** TensorProto.DataType; the Java binding numbers the types its own way. */
    private static int number(TensorInfo.OnnxTensorType type) throws InferenceException {
        return switch (type) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> 1;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> 2;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> 3;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> 4;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> 5;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> 6;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> 7;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> 9;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> 10;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> 11;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> 12;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> 13;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> 16;
            default -> throw new InferenceException("INFERENCE_ERROR", "output type");
        };
    }

    private static long elements(long[] shape) {
        long count = 1;
        for (long dim : shape) {
            count = Math.multiplyExact(count, dim);
        }
        return count;
    }

    private static ByteBuffer texts(OnnxTensor tensor, long elements, long maxBytes)
            throws OrtException, InferenceException {
        if (elements > MAX_STRINGS) {
            throw new InferenceException("OUTPUT_TOO_LARGE", "strings");
        }
        List<byte[]> encoded = new ArrayList<>();
        flatten(elements == 0 ? new Object[0] : tensor.getValue(), encoded);
        long size = encoded.stream().mapToLong(utf8 -> 4L + utf8.length).sum();
        if (size > maxBytes) {
            throw new InferenceException("OUTPUT_TOO_LARGE", "strings");
        }
        ByteBuffer data = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        encoded.forEach(utf8 -> data.putInt(utf8.length).put(utf8));
        return data.flip();
    }

    /** As deep as the tensor's rank, which the runtime bounds. */
    private static void flatten(Object value, List<byte[]> into) {
        if (value instanceof Object[] values) {
            for (Object each : values) {
                flatten(each, into);
            }
        } else {
            into.add(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
        }
    }
}
