package dev.stemma.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads a tensor with its data from a file that holds one TensorProto, as ONNX test data sets do. */
public final class OnnxTensorReader {
    private OnnxTensorReader() {}

    /**
     * Reads one tensor. Memory is at most a few times the file's size, whatever the file declares.
     *
     * @param maxBytes the most bytes that the data may take
     * @throws FormatException if the bytes are no tensor, or one whose data lie in another file
     */
    public static TensorValue read(byte[] file, long maxBytes) throws FormatException {
        try {
            OnnxScan scan = new OnnxScan();
            TensorMessage tensor = new TensorMessage(scan, done -> {});
            WireScanner.scan(Bytes.of(file), tensor);
            if (tensor.isExternal()) {
                throw FormatException.tensor("The tensor's data lie in another file");
            }
            return new TensorValue(
                    tensor.name(),
                    tensor.elementType(),
                    Arrays.stream(tensor.dims()).boxed().toList(),
                    tensor.rawStart() >= 0 ? raw(file, tensor) : typed(file, tensor, maxBytes));
        } catch (IOException e) {
            throw FormatException.malformed("The tensor is cut off");
        }
    }

    private static byte[] raw(byte[] file, TensorMessage tensor) {
        return Arrays.copyOfRange(file, (int) tensor.rawStart(), (int) (tensor.rawStart() + tensor.rawLength()));
    }

    private static byte[] typed(byte[] file, TensorMessage tensor, long maxBytes) throws IOException, FormatException {
        long size = tensor.elementType() == TensorLayout.STRING
                ? file.length + 4 * tensor.elements()
                : TensorLayout.rawBytes(tensor.elements(), tensor.elementType());
        if (size > maxBytes) {
            throw FormatException.limit("A tensor's data take more than " + maxBytes + " bytes");
        }
        TypedValues values = new TypedValues(tensor.elementType(), (int) size);
        WireScanner.scan(Bytes.of(file), values);
        return values.bytes();
    }

    /** Gathers the typed values as raw data. The first pass has checked how many there are. */
    private static final class TypedValues extends Message {
        private final int elementType;
        private final int field;
        private final ByteBuffer out;

        TypedValues(int elementType, int size) {
            super(TensorMessage.FIELDS);
            this.elementType = elementType;
            this.field = TypedData.fieldOf(elementType);
            this.out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        void varint(int number, long value) {
            if (number == field) {
                put(value);
            }
        }

        @Override
        void bytes(int number, WireReader in, long length) throws IOException {
            if (number == field) {
                out.putInt((int) length).put(in.bytes(length));
            }
        }

        @Override
        void fixed(int number, WireReader in) throws IOException {
            if (number == field) {
                out.put(in.bytes(field == 4 ? 4 : 8));
            }
        }

        @Override
        void packed(int number, WireReader in, long length) throws IOException, FormatException {
            if (number != field) {
                return;
            } else if (field == 4 || field == 10) {
                out.put(in.bytes(length));
                return;
            }
            long end = in.position() + length;
            while (in.position() < end) {
                put(in.varint(end));
            }
        }

        private void put(long value) {
            switch (TensorLayout.bits(elementType)) {
                case 64 -> out.putLong(value);
                case 32 -> out.putInt((int) value);
                case 16 -> out.putShort((short) value);
                default -> out.put((byte) value);
            }
        }

        byte[] bytes() {
            return Arrays.copyOf(out.array(), out.position());
        }
    }
}
