package dev.stemma.format;

/** Tells whether a file may start a ModelProto: its first fields are known ones with the right wire types. */
final class OnnxHead {
    private static final int ENOUGH_FIELDS = 4;

    private final byte[] head;
    private final long size;
    private long at;

    private OnnxHead(byte[] head, long size) {
        this.head = head;
        this.size = size;
    }

    static boolean matches(byte[] head, long size) {
        return size > 0 && new OnnxHead(head, size).looksRight();
    }

    private boolean looksRight() {
        for (int seen = 0; seen < ENOUGH_FIELDS && at < head.length; seen++) {
            long tag = varint();
            FieldTypes.Coding type = tag < 0 ? FieldTypes.Coding.UNKNOWN : ModelMessage.FIELDS.type(tag >>> 3);
            boolean fits = switch (type) {
                case VARINT -> (tag & 7) == 0 && varint() >= 0;
                case BYTES, MESSAGE, ONE_MESSAGE -> (tag & 7) == 2 && skip(varint());
                case FLOAT, DOUBLE, UNKNOWN -> false;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private boolean skip(long length) {
        if (length < 0 || length > size - at) {
            return false;
        }
        at += length;
        return true;
    }

    /** Returns -1 when there is none, or none that makes sense in these places. */
    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 63 && at < head.length; shift += 7) {
            byte b = head[(int) at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        return -1;
    }
}
