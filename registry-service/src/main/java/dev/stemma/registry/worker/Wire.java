package dev.stemma.registry.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames between server and worker: one byte of kind, then its fields. Neither side reads more than the limits below, whatever a
 * frame declares; the server must take every frame of a worker for hostile.
 *
 * <p>Server to worker: {@link #OPEN}, then {@link #RUN} any number of times, each answered before the next, then {@link #END}.
 * Worker to server: {@link #LOADED}, an {@link #OUTPUT} for each RUN, {@link #DONE}; or {@link #FAILED} instead of any of them,
 * and nothing after it.
 */
public final class Wire {
    /** Text job, text model file, long most bytes of a run's outputs, texts output names. */
    public static final int OPEN = 1;
    /** Tensors. */
    public static final int RUN = 2;
    /** No more runs. */
    public static final int END = 3;
    /** Long nanoseconds. */
    public static final int LOADED = 11;
    /** Long nanoseconds, tensors. */
    public static final int OUTPUT = 12;
    /** Text job, text code, text reason. */
    public static final int FAILED = 13;
    /** Text job, long most bytes resident. */
    public static final int DONE = 14;

    /** The most tensors in a frame. */
    public static final int MAX_TENSORS = 10_000;

    private static final int MAX_RANK = 32;
    private static final int MAX_TEXT = 4096;

    private Wire() {}

    /** How the bytes of a tensor are taken from the stream. */
    @FunctionalInterface
    public interface Payload {
        /** Reads exactly {@code length} bytes into a buffer, ready to be read. */
        ByteBuffer read(DataInputStream in, int length) throws IOException;

        /** Grows with the bytes that come, not with what was declared. */
        static ByteBuffer onHeap(DataInputStream in, int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("The stream ended inside a tensor");
            }
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        /** Outside the heap, as the runtime wants it. */
        static ByteBuffer direct(DataInputStream in, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
            byte[] window = new byte[64 * 1024];
            while (buffer.hasRemaining()) {
                int part = Math.min(window.length, buffer.remaining());
                in.readFully(window, 0, part);
                buffer.put(window, 0, part);
            }
            return buffer.flip();
        }
    }

    /** Writes a text of at most 4 KiB; what is longer is cut. */
    public static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, MAX_TEXT);
        out.writeShort(length);
        out.write(utf8, 0, length);
    }

    /** Reads a text. */
    public static String readText(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort();
        if (length > MAX_TEXT) {
            throw new ProtocolException("Text too long");
        }
        byte[] utf8 = in.readNBytes(length);
        if (utf8.length < length) {
            throw new EOFException("The stream ended inside a text");
        }
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Writes texts. */
    public static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeText(out, text);
        }
    }

    /** Reads texts. */
    public static List<String> readTexts(DataInputStream in) throws IOException {
        int count = count(in, MAX_TENSORS);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(readText(in));
        }
        return texts;
    }

    /** Writes tensors. */
    public static void writeTensors(DataOutputStream out, List<WorkerTensor> tensors) throws IOException {
        out.writeInt(tensors.size());
        for (WorkerTensor tensor : tensors) {
            writeText(out, tensor.name());
            out.writeByte(tensor.type());
            out.writeByte(tensor.dims().length);
            for (long dim : tensor.dims()) {
                out.writeLong(dim);
            }
            writeData(out, tensor.data().duplicate());
        }
    }

    private static void writeData(DataOutputStream out, ByteBuffer data) throws IOException {
        out.writeInt(data.remaining());
        byte[] window = new byte[64 * 1024];
        while (data.hasRemaining()) {
            int part = Math.min(window.length, data.remaining());
            data.get(window, 0, part);
            out.write(window, 0, part);
        }
    }

    /** Reads at most {@code maxTensors} tensors of at most {@code maxBytes} together. */
    public static List<WorkerTensor> readTensors(DataInputStream in, int maxTensors, long maxBytes, Payload payload)
            throws IOException {
        int count = count(in, maxTensors);
        long left = maxBytes;
        List<WorkerTensor> tensors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = readText(in);
            int type = in.readUnsignedByte();
            long[] dims = readDims(in);
            int length = in.readInt();
            if (length < 0 || length > left) {
                throw new ProtocolException("Tensors too large");
            }
            left -= length;
            tensors.add(new WorkerTensor(name, type, dims, payload.read(in, length)));
        }
        return tensors;
    }

    private static long[] readDims(DataInputStream in) throws IOException {
        int rank = in.readUnsignedByte();
        if (rank > MAX_RANK) {
            throw new ProtocolException("Too many dimensions");
        }
        long[] dims = new long[rank];
        for (int i = 0; i < rank; i++) {
            dims[i] = in.readLong();
        }
        return dims;
    }

    private static int count(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new ProtocolException("Too many tensors");
        }
        return count;
    }
}
