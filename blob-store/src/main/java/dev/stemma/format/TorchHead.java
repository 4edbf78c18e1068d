package dev.stemma.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Tells whether a zip archive may be PyTorch's: its first entry is one that such an archive begins with. */
final class TorchHead {
    private static final int NAME = 30;
    private static final int NAME_LENGTH = 26;
    private static final Pattern FIRST =
            Pattern.compile("[^/]+/(?:(?:data|constants)\\.pkl|(?:data|constants)/\\d+|\\.data/.+|version|byteorder)");

    private TorchHead() {}

    /** How many bytes of a zip archive show the name of its first entry. */
    static int enough(byte[] head) {
        return head.length < NAME ? head.length : NAME + nameLength(head);
    }

    static boolean matches(byte[] head) {
        if (head.length < NAME || nameLength(head) > Math.min(WireReader.MAX_NAME_BYTES, head.length - NAME)) {
            return false;
        }
        String name = new String(head, NAME, nameLength(head), StandardCharsets.UTF_8);
        return FIRST.matcher(name).matches();
    }

    private static int nameLength(byte[] head) {
        return Short.toUnsignedInt(
                ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getShort(NAME_LENGTH));
    }
}
