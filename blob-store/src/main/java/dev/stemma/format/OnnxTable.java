package dev.stemma.format;

import dev.stemma.format.Tensor.Layout;
import java.io.IOException;

/** The tensors of an ONNX file: initializers, attributes and sparse parts, in graphs, subgraphs and functions alike. */
final class OnnxTable {
    /** Packed numbers that take more than this are payload, which is not read to count them. */
    private static final int MAX_COUNTED_BYTES = 1023;

    private final TableBuilder table;

    private OnnxTable(TableBuilder table) {
        this.table = table;
    }

    static TensorTable read(Bytes file) throws IOException, FormatException {
        TableBuilder table = new TableBuilder(file.size());
        OnnxScan scan = new OnnxScan(new OnnxTable(table)::tensor, MAX_COUNTED_BYTES);
        WireScanner.scan(file, new ModelMessage(scan));
        return table.build();
    }

    private void tensor(TensorMessage tensor) throws FormatException {
        int type = tensor.elementType();
        if (type == TensorLayout.STRING) {
            return;
        } else if (tensor.isExternal()) {
            external(tensor);
        } else if (tensor.rawStart() >= 0) {
            add(tensor, Layout.PLAIN, tensor.rawStart(), tensor.rawLength());
        } else if (tensor.typed().isOneExtent()) {
            typed(tensor);
        }
    }

    private void typed(TensorMessage tensor) throws FormatException {
        TypedData data = tensor.typed();
        int bits = TensorLayout.bits(tensor.elementType());
        if (data.isFixedWidth()) {
            add(tensor, Layout.PLAIN, data.start(), data.lengthBytes());
        } else if (bits >= 8) {
            add(tensor, Layout.VARINTS, data.start(), data.lengthBytes());
        }
    }

    private void add(TensorMessage tensor, Layout layout, long start, long length) throws FormatException {
        table.add(tensor.name(), elementType(tensor.elementType()), tensor.dims(), layout, start, length);
    }

    private void external(TensorMessage tensor) throws FormatException {
        ExternalData data = tensor.external();
        long size = TensorLayout.rawBytes(tensor.elements(), tensor.elementType());
        data.check(size);
        table.external(
                data.location(), tensor.name(), elementType(tensor.elementType()), tensor.dims(), data.offset(), size);
    }

    /** Translates TensorProto.DataType. */
    private static ElementType elementType(int type) {
        return switch (type) {
            case 1 -> ElementType.F32;
            case 2 -> ElementType.U8;
            case 3 -> ElementType.I8;
            case 4 -> ElementType.U16;
            case 5 -> ElementType.I16;
            case 6 -> ElementType.I32;
            case 7 -> ElementType.I64;
            case 9 -> ElementType.BOOL;
            case 10 -> ElementType.F16;
            case 11 -> ElementType.F64;
            case 12 -> ElementType.U32;
            case 13 -> ElementType.U64;
            case 16 -> ElementType.BF16;
            case 17, 18, 19, 20, 24 -> ElementType.F8;
            default -> ElementType.OTHER;
        };
    }
}
