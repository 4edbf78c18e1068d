package dev.stemma.blob.pack;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** A pack's bytes made on the fly from headers, frame sources and footer; one source is open at a time. */
final class PackStream extends InputStream {

    private final List<Frame> frames;
    private final List<FrameSource> sources;

    /** Index of the next part: 0 is the pack header; then header and bytes of each frame in turn; then the footer. */
    private int nextPart;

    private InputStream part = InputStream.nullInputStream();
    private long partBytesLeft;

    PackStream(List<Frame> frames, List<FrameSource> sources) {
        this.frames = frames;
        this.sources = sources;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (partBytesLeft == 0) {
            if (nextPart > 2 * frames.size() + 1) {
                return -1;
            }
            openNextPart();
        }
        int count = part.read(target, offset, (int) Math.min(length, partBytesLeft));
        if (count < 0) {
            throw new EOFException("The source of a frame is " + partBytesLeft + " bytes short");
        }
        partBytesLeft -= count;
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private void openNextPart() throws IOException {
        part.close();
        int index = nextPart++;
        int frame = (index - 1) / 2;
        if (index == 0) {
            ready(ByteBuffer.allocate(PackFormat.HEADER_BYTES)
                    .putLong(PackFormat.MAGIC)
                    .array());
        } else if (frame == frames.size()) {
            ready(Footer.of(frames).bytes());
        } else if (index % 2 == 1) {
            ready(frames.get(frame).header());
        } else {
            part = sources.get(frame).open();
            partBytesLeft = frames.get(frame).encodedBytes();
        }
    }

    private void ready(byte[] bytes) {
        part = new ByteArrayInputStream(bytes);
        partBytesLeft = bytes.length;
    }

    @Override
    public void close() throws IOException {
        part.close();
    }
}
