package dev.stemma.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The format of a file, told by its first bytes and structure, never by its name. */
public enum ModelFormat {
    /** ONNX, a protobuf without magic: its first fields look like those of a model. */
    ONNX("ONNX"),
    /** safetensors: a length and a JSON header. */
    SAFETENSORS("safetensors"),
    /** GGUF, the format of llama.cpp. */
    GGUF("GGUF"),
    /** PyTorch's zip archive, saved or TorchScript: it holds pickles, which execute code when they are loaded. */
    TORCH("a PyTorch archive"),
    /** Any other zip archive: Keras 3, npz or a jar. */
    ZIP("a zip archive"),
    /** A Python pickle, which executes code when it is loaded. */
    PICKLE("a Python pickle"),
    /** HDF5, as Keras 2 writes it. */
    HDF5("HDF5"),
    /** HTML, XML or SVG. */
    HTML("HTML or XML"),
    /** Plain text. */
    TEXT("text"),
    /** No bytes, or none of the above. */
    UNKNOWN("an unknown format");

    private static final int HEAD_BYTES = 4096;
    /** What is looked at even where it has to be fetched. */
    private static final int ENOUGH_BYTES = 32;

    private static final Pattern PICKLE_0 =
            Pattern.compile("(?s)\\A(?:c[A-Za-z_][\\w.]*\\n\\w+\\n|\\(dp?\\d*\\n|\\(lp?\\d*\\n).*");

    private final String label;

    ModelFormat(String label) {
        this.label = label;
    }

    /** Returns the format's name for people. */
    public String label() {
        return label;
    }

    /** Looks at up to 4 KiB of the bytes' start. The answer says what the bytes resemble, not that they are valid. */
    public static ModelFormat detect(Bytes bytes) throws IOException {
        byte[] head = new byte[(int) Math.min(bytes.size(), HEAD_BYTES)];
        int length = read(bytes, head, 0, ENOUGH_BYTES);
        if (startsWith(head, "PK\3\4")) {
            length = read(bytes, head, length, TorchHead.enough(head));
        }
        return detect(Arrays.copyOf(head, length), bytes.size());
    }

    private static int read(Bytes bytes, byte[] head, int from, int enough) throws IOException {
        int length = from;
        while (length < Math.min(head.length, enough)) {
            length += bytes.readSome(length, head, length, head.length - length);
        }
        return length;
    }

    private static ModelFormat detect(byte[] head, long size) {
        if (startsWith(head, "GGUF")) {
            return GGUF;
        } else if (startsWith(head, "PK\3\4") && TorchHead.matches(head)) {
            return TORCH;
        } else if (startsWith(head, "PK\3\4") || startsWith(head, "PK\5\6")) {
            return ZIP;
        } else if (startsWith(head, "\u0089HDF\r\n\u001a\n")) {
            return HDF5;
        } else if (isBinaryPickle(head)) {
            return PICKLE;
        } else if (isSafetensors(head)) {
            return SAFETENSORS;
        } else if (isText(head)) {
            return textFormat(new String(head, StandardCharsets.UTF_8));
        }
        return OnnxHead.matches(head, size) ? ONNX : UNKNOWN;
    }

    private static boolean startsWith(byte[] head, String magic) {
        byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= bytes.length && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
    }

    private static boolean isBinaryPickle(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5;
    }

    /** A header length below 2^48 in front of an object: also what a lying header looks like. */
    private static boolean isSafetensors(byte[] head) {
        return head.length > 9
                && head[8] == '{'
                && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong() >>> 48 == 0;
    }

    private static boolean isText(byte[] head) {
        for (byte b : head) {
            int c = b & 0xff;
            boolean space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
            if (c == 0x7f || (c < ' ' && !space)) {
                return false;
            }
        }
        return head.length > 0 && isUtf8(head);
    }

    /** A character may be cut at the head's end. */
    private static boolean isUtf8(byte[] head) {
        CharBuffer text = CharBuffer.allocate(head.length);
        return !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(head), text, false)
                .isError();
    }

    private static ModelFormat textFormat(String text) {
        if (PICKLE_0.matcher(text).matches()) {
            return PICKLE;
        }
        return text.stripLeading().startsWith("<") ? HTML : TEXT;
    }
}
