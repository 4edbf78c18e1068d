package dev.stemma.registry.flow.validate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A whole ONNX model of a hundred bytes: {@code y = Identity(x)}, one float each. */
final class IdentityModel {

    private IdentityModel() {}

    static byte[] bytes() {
        byte[] node = join(text(1, "x"), text(2, "y"), text(4, "Identity"));
        byte[] graph = join(field(1, node), text(2, "identity"), field(11, value("x")), field(12, value("y")));
        return join(number(1, 8), field(7, graph), field(8, join(text(1, ""), number(2, 14))));
    }

    private static byte[] value(String name) {
        byte[] shape = field(1, number(1, 1));
        byte[] tensor = join(number(1, 1), field(2, shape));
        return join(text(1, name), field(2, field(1, tensor)));
    }

    private static byte[] text(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] number(int number, int value) {
        return new byte[] {(byte) (number << 3), (byte) value};
    }

    /** Good for less than 128 bytes, which is all that is needed. */
    private static byte[] field(int number, byte[] content) {
        return join(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
