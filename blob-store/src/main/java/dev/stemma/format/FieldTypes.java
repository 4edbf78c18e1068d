package dev.stemma.format;

import java.util.Arrays;

/** Which field numbers of a protobuf message are known, and how each is encoded. */
final class FieldTypes {
    /** An encoding; repeated scalars may also come packed. */
    enum Coding {
        UNKNOWN,
        VARINT,
        FLOAT,
        DOUBLE,
        BYTES,
        /** A message that may repeat. */
        MESSAGE,
        /** A message that must not repeat: readers disagree on what a second one does. */
        ONE_MESSAGE
    }

    private final Coding[] types = new Coding[64];

    private FieldTypes() {
        Arrays.fill(types, Coding.UNKNOWN);
    }

    static FieldTypes none() {
        return new FieldTypes();
    }

    FieldTypes with(Coding type, int... fields) {
        for (int field : fields) {
            types[field] = type;
        }
        return this;
    }

    Coding type(long field) {
        return field > 0 && field < types.length ? types[(int) field] : Coding.UNKNOWN;
    }
}
