package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** TypeProto, of which only tensors are taken in; sequences, maps and optionals are walked over. */
final class TypeMessage extends OnnxMessage {
    private static final FieldTypes FIELDS =
            FieldTypes.none().with(Coding.ONE_MESSAGE, 1, 4, 5, 8, 9).with(Coding.BYTES, 6);

    private final ValueMessage.Sink sink;
    private OnnxValue tensor = new OnnxValue("", 0, false, List.of());

    TypeMessage(OnnxScan scan, ValueMessage.Sink sink) {
        super(scan, FIELDS);
        this.sink = sink;
    }

    @Override
    Message child(int field) {
        return field == 1 ? new TensorType() : Ignored.MESSAGE;
    }

    @Override
    void end() throws FormatException {
        sink.value(tensor);
    }

    private final class TensorType extends OnnxMessage {
        private static final FieldTypes FIELDS =
                FieldTypes.none().with(Coding.VARINT, 1).with(Coding.ONE_MESSAGE, 2);

        private int elementType;
        private boolean ranked;
        private final List<OnnxValue.Dim> dims = new ArrayList<>();

        TensorType() {
            super(TypeMessage.this.scan, FIELDS);
        }

        @Override
        Message child(int field) {
            ranked = true;
            return new ShapeMessage(scan, dims);
        }

        @Override
        void varint(int field, long value) throws FormatException {
            elementType = TensorLayout.elementType(value);
        }

        @Override
        void end() {
            tensor = new OnnxValue("", elementType, ranked, List.copyOf(dims));
        }
    }

    private static final class ShapeMessage extends OnnxMessage {
        private static final FieldTypes FIELDS = FieldTypes.none().with(Coding.MESSAGE, 1);

        private final List<OnnxValue.Dim> dims;

        ShapeMessage(OnnxScan scan, List<OnnxValue.Dim> dims) {
            super(scan, FIELDS);
            this.dims = dims;
        }

        @Override
        Message child(int field) throws FormatException {
            if (dims.size() >= TensorLayout.MAX_RANK) {
                throw FormatException.tensor("A shape has more than " + TensorLayout.MAX_RANK + " dimensions");
            }
            return new DimMessage(scan, dims);
        }
    }

    private static final class DimMessage extends OnnxMessage {
        private static final FieldTypes FIELDS =
                FieldTypes.none().with(Coding.VARINT, 1).with(Coding.BYTES, 2, 3);

        private final List<OnnxValue.Dim> dims;
        private long size = -1;
        private String symbol = "";

        DimMessage(OnnxScan scan, List<OnnxValue.Dim> dims) {
            super(scan, FIELDS);
            this.dims = dims;
        }

        /** Exporters write 0 or -1 for a length that may vary, too. */
        @Override
        void varint(int field, long value) {
            size = value > 0 ? value : -1;
        }

        @Override
        void bytes(int field, WireReader in, long length) throws IOException, FormatException {
            if (field == 2) {
                symbol = in.name(length);
            }
        }

        @Override
        void end() {
            dims.add(new OnnxValue.Dim(symbol.isEmpty() ? size : -1, symbol));
        }
    }
}
