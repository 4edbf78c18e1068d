package dev.stemma.blob.codec;

import dev.stemma.format.ElementType;
import dev.stemma.format.Tensor;
import dev.stemma.format.TensorTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where the raw data of an ONNX file's tensors lie; trusts the file, as only a bench may. */
final class BenchOnnx {

    private final byte[] bytes;
    private final List<Tensor> tensors = new ArrayList<>();
    private int at;

    private BenchOnnx(byte[] bytes) {
        this.bytes = bytes;
    }

    static TensorTable table(byte[] bytes) {
        BenchOnnx scan = new BenchOnnx(bytes);
        scan.fields(bytes.length, 7, 5, 0);
        return new TensorTable(scan.tensors, List.of());
    }

    /** Goes down to the graph, then to its initializers. */
    private void fields(int end, int graph, int initializer, int depth) {
        while (at < end) {
            int tag = (int) varint();
            int length = length(tag & 7);
            int next = at + length;
            if ((tag & 7) == 2 && tag >>> 3 == (depth == 0 ? graph : initializer)) {
                if (depth == 0) {
                    fields(next, graph, initializer, 1);
                } else {
                    tensor(next);
                }
            }
            at = next;
        }
    }

    private void tensor(int end) {
        String name = "";
        int type = 0;
        int offset = 0;
        int size = 0;
        while (at < end) {
            int tag = (int) varint();
            int start = at;
            int length = length(tag & 7);
            switch (tag) {
                case 2 << 3 -> {
                    at = start;
                    type = (int) varint();
                }
                case 8 << 3 | 2 -> name = new String(bytes, at, length, StandardCharsets.UTF_8);
                case 9 << 3 | 2 -> {
                    offset = at;
                    size = length;
                }
                default -> {
                    // Nothing that a bench needs.
                }
            }
            at = (tag & 7) == 0 ? at : at + length;
        }
        if (size > 0) {
            tensors.add(new Tensor(name, type(type), List.of(), Tensor.Layout.PLAIN, offset, size));
        }
    }

    private static ElementType type(int type) {
        return switch (type) {
            case 1 -> ElementType.F32;
            case 2 -> ElementType.U8;
            case 3 -> ElementType.I8;
            case 6 -> ElementType.I32;
            case 7 -> ElementType.I64;
            case 10 -> ElementType.F16;
            case 16 -> ElementType.BF16;
            default -> ElementType.OTHER;
        };
    }

    /** Bytes of a field's payload from here on; moves over a number that says so, and over a number. */
    private int length(int wire) {
        return switch (wire) {
            case 0 -> {
                varint();
                yield 0;
            }
            case 1 -> 8;
            case 2 -> (int) varint();
            default -> 4;
        };
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
