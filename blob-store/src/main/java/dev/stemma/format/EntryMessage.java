package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;

/** StringStringEntryProto. */
final class EntryMessage extends OnnxMessage {
    private static final FieldTypes FIELDS = FieldTypes.none().with(Coding.BYTES, 1, 2);
    private static final int MAX_VALUE_BYTES = 256 * 1024;

    /** Takes what was read. */
    interface Sink {
        void entry(String key, String value) throws FormatException;
    }

    private final Sink sink;
    private String key = "";
    private String value = "";

    EntryMessage(OnnxScan scan, Sink sink) {
        super(scan, FIELDS);
        this.sink = sink;
    }

    @Override
    void bytes(int field, WireReader in, long length) throws IOException, FormatException {
        if (length > MAX_VALUE_BYTES) {
            throw FormatException.limit("A metadata value has more than 256 KiB");
        } else if (field == 1) {
            key = in.name(length);
        } else {
            value = in.text(length);
        }
    }

    @Override
    void end() throws FormatException {
        sink.entry(key, value);
    }
}
