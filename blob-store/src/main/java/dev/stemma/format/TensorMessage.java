package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;

/** TensorProto: checks that type, shape and data agree, wherever the tensor stands, without reading raw data. */
final class TensorMessage extends OnnxMessage {
    static final FieldTypes FIELDS = FieldTypes.none()
            .with(Coding.VARINT, 1, 2, 5, 7, 11, 14)
            .with(Coding.FLOAT, 4)
            .with(Coding.DOUBLE, 10)
            .with(Coding.BYTES, 6, 8, 9, 12)
            .with(Coding.ONE_MESSAGE, 3)
            .with(Coding.MESSAGE, 13, 16);
    private static final int EXTERNAL = 1;

    /** Takes a tensor once it is complete and consistent. */
    interface Sink {
        void tensor(TensorMessage tensor) throws FormatException;
    }

    private final Sink sink;
    private final TensorLayout layout = new TensorLayout();
    private final TypedData typed = new TypedData();
    private String name = "";
    private int elementType;
    private long elements;
    private long rawStart = -1;
    private long rawLength;
    private boolean external;
    private final ExternalData externalData = new ExternalData();

    TensorMessage(OnnxScan scan, Sink sink) throws FormatException {
        super(scan, FIELDS);
        this.sink = sink;
        scan.tensor();
    }

    @Override
    Message child(int field) throws FormatException {
        if (field == 3) {
            throw FormatException.tensor("A tensor is cut into segments, which nothing reads");
        } else if (field == 13) {
            external = true;
            return new EntryMessage(scan, externalData::key);
        }
        return Ignored.MESSAGE;
    }

    @Override
    void varint(int field, long value) throws FormatException {
        switch (field) {
            case 1 -> layout.dim(value);
            case 2 -> elementType = TensorLayout.elementType(value);
            case 14 -> external |= value == EXTERNAL;
            default -> typed.add(field, 1);
        }
    }

    @Override
    void fixed(int field, WireReader in) throws FormatException {
        typed.fixed(field, in.position());
    }

    @Override
    void bytes(int field, WireReader in, long length) throws IOException, FormatException {
        switch (field) {
            case 6 -> typed.add(field, 1);
            case 8 -> name = in.name(length);
            case 9 -> raw(in.position(), length);
            default -> {}
        }
    }

    private void raw(long start, long length) throws FormatException {
        if (rawStart >= 0) {
            throw FormatException.tensor("A tensor has raw data twice");
        }
        rawStart = start;
        rawLength = length;
    }

    @Override
    void packed(int field, WireReader in, long length) throws IOException, FormatException {
        switch (field) {
            case 1 -> layout.dims(in, length);
            case 2, 14 -> throw FormatException.malformed("A single number is packed at byte " + in.position());
            default -> typed.packed(field, in, length, scan.counts(length));
        }
    }

    @Override
    void end() throws FormatException {
        elements = layout.elements();
        if (elementType == 0) {
            throw FormatException.tensor("A tensor has no element type");
        } else if (external) {
            scan.external(name, externalData.location());
        } else if (rawStart >= 0) {
            checkRaw();
        } else {
            typed.check(elementType, elements);
        }
        sink.tensor(this);
        scan.found(this);
    }

    private void checkRaw() throws FormatException {
        if (typed.present()) {
            throw FormatException.tensor("A tensor has its data twice, raw and typed");
        } else if (elementType == TensorLayout.STRING) {
            throw FormatException.tensor("A tensor of strings has raw data");
        } else if (rawLength != TensorLayout.rawBytes(elements, elementType)) {
            throw FormatException.tensor("A tensor's raw data have another size than its shape and type ask for");
        }
    }

    String name() {
        return name;
    }

    long elements() {
        return elements;
    }

    int elementType() {
        return elementType;
    }

    long[] dims() {
        return layout.dims();
    }

    boolean isExternal() {
        return external;
    }

    ExternalData external() {
        return externalData;
    }

    TypedData typed() {
        return typed;
    }

    /** Where raw data start, -1 when the data are typed. */
    long rawStart() {
        return rawStart;
    }

    long rawLength() {
        return rawLength;
    }
}
