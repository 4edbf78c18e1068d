package dev.stemma.registry.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small real models and inputs: {@code y = a * x + b} on rows of three floats, as ONNX opset 13, and npz files for it. */
final class Models {

    private static final int WIDTH = 3;
    private static final int FLOAT = 1;

    private Models() {}

    /** Writes the model {@code y = a * x + b}. */
    static void writeAffine(Path file, float a, float b) throws IOException {
        var graph = new Message()
                .bytes(1, node("Mul", "x", "a", "scaled"))
                .bytes(1, node("Add", "scaled", "b", "y"))
                .text(2, "affine")
                .bytes(5, scalar("a", a))
                .bytes(5, scalar("b", b))
                .bytes(11, rows("x"))
                .bytes(12, rows("y"));
        var model = new Message()
                .number(1, 8)
                .text(2, "stemma-test")
                .bytes(7, graph.toBytes())
                .bytes(8, new Message().text(1, "").number(2, 13).toBytes());
        Files.write(file, model.toBytes());
    }

    /** Writes a folder of cases, each with an {@code inputs.npz} that holds {@code x}. */
    static void writeSuiteInputs(Path folder, int cases) throws IOException {
        for (int i = 0; i < cases; i++) {
            Path dir = Files.createDirectories(folder.resolve("case-%02d".formatted(i)));
            try (var zip = new ZipOutputStream(Files.newOutputStream(dir.resolve("inputs.npz")))) {
                zip.putNextEntry(new ZipEntry("x.npy"));
                zip.write(npy(i, 2));
            }
        }
    }

    private static byte[] npy(int first, int rows) {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, WIDTH);
        int padded = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
        var out = ByteBuffer.allocate(10 + padded + rows * WIDTH * 4).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        out.putShort((short) padded);
        out.put((header + " ".repeat(padded - 1 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < rows * WIDTH; i++) {
            out.putFloat(first + i / 4f);
        }
        return out.array();
    }

    private static byte[] node(String op, String left, String right, String result) {
        return new Message()
                .text(1, left)
                .text(1, right)
                .text(2, result)
                .text(4, op)
                .toBytes();
    }

    private static byte[] scalar(String name, float value) {
        byte[] raw = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        return new Message()
                .number(1, 1)
                .number(2, FLOAT)
                .text(8, name)
                .bytes(9, raw)
                .toBytes();
    }

    private static byte[] rows(String name) {
        var shape = new Message()
                .bytes(1, new Message().text(2, "batch").toBytes())
                .bytes(1, new Message().number(1, WIDTH).toBytes());
        var tensor = new Message().number(1, FLOAT).bytes(2, shape.toBytes());
        return new Message()
                .text(1, name)
                .bytes(2, new Message().bytes(1, tensor.toBytes()).toBytes())
                .toBytes();
    }

    /** A protobuf message being written. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message bytes(int field, byte[] value) {
            varint(((long) field << 3) | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        byte[] toBytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) (rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
