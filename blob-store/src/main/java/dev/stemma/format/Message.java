package dev.stemma.format;

import java.io.IOException;

/** What a reader wants to know of one protobuf message: called for its fields in order, then {@link #end}. */
abstract class Message {
    private final FieldTypes fields;

    Message(FieldTypes fields) {
        this.fields = fields;
    }

    final FieldTypes fields() {
        return fields;
    }

    /** The receiver of an embedded message's fields. */
    Message child(int field) throws FormatException {
        return Ignored.MESSAGE;
    }

    void varint(int field, long value) throws FormatException {}

    /** A string or bytes; what is left unread of it is skipped. */
    void bytes(int field, WireReader in, long length) throws IOException, FormatException {}

    /** A float or double that stands alone; what is left unread of it is skipped. */
    void fixed(int field, WireReader in) throws IOException, FormatException {}

    /** Packed scalars; what is left unread of them is skipped. */
    void packed(int field, WireReader in, long length) throws IOException, FormatException {}

    void unknown() throws FormatException {}

    void end() throws FormatException {}

    /** Reads past a message, checking only that it is well formed at its first level. */
    static final class Ignored extends Message {
        static final Message MESSAGE = new Ignored();

        private Ignored() {
            super(FieldTypes.none());
        }
    }
}
