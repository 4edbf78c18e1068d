package dev.stemma.blob.packed;

import dev.stemma.format.Bytes;
import dev.stemma.format.ModelFormat;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** The first bytes of a file that is being sent, read ahead to see what it is. */
final class Head {

    /** As much as {@link ModelFormat} looks at. */
    private static final int BYTES = 4096;

    private final byte[] head;
    private final InputStream rest;
    private final long mostBytes;

    private Head(byte[] head, InputStream rest, long mostBytes) {
        this.head = head;
        this.rest = rest;
        this.mostBytes = mostBytes;
    }

    /** Reads the head of a stream of at most so many bytes. */
    static Head of(InputStream in, long mostBytes) throws IOException {
        byte[] head = in.readNBytes(BYTES);
        return new Head(head, in, head.length < BYTES ? head.length : mostBytes);
    }

    /** Whether the file resembles a format whose tensors can be found. */
    boolean mayHaveTensors() throws IOException {
        return switch (ModelFormat.detect(new View())) {
            case ONNX, SAFETENSORS, GGUF, TORCH, ZIP -> true;
            case PICKLE, HDF5, HTML, TEXT, UNKNOWN -> false;
        };
    }

    /** The file from its first byte. */
    InputStream whole() {
        return new SequenceInputStream(new ByteArrayInputStream(head), rest);
    }

    /** The file as far as it is known: a size that may be too large, and the first bytes. */
    private final class View implements Bytes {
        @Override
        public long size() {
            return mostBytes;
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws EOFException {
            if (position < 0 || length > head.length - position) {
                throw new EOFException("Only the head is known");
            }
            System.arraycopy(head, (int) position, target, offset, length);
        }
    }
}
