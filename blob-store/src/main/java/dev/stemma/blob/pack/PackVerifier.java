package dev.stemma.blob.pack;

import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.Hasher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Checks a pack piece by piece as its bytes come by: every frame's checksum and digest, and that the footer is the one
 * that these frames must have. Memory grows with the number of frames seen, never with a length that the pack declares.
 */
final class PackVerifier {

    private enum Part {
        PACK_HEADER,
        MAGIC,
        FRAME_FIXED,
        FRAME_BASES,
        ENCODED,
        FOOTER,
        END
    }

    /** Which frames are taken. */
    enum Frames {
        /** Only raw ones, whose digest can be checked without anything else. */
        RAW_ONLY,
        /** Any: encoded bytes are held against their checksum. */
        ANY
    }

    private static final int FIXED_BYTES = PackFormat.FRAME_HEADER_BYTES - 4;

    private final Frames accepted;
    private final List<Frame> frames = new ArrayList<>();
    private final Hasher hasher = new Hasher();
    private final CRC32C crc = new CRC32C();

    private Part part = Part.PACK_HEADER;
    private ByteBuffer gathered = ByteBuffer.allocate(PackFormat.HEADER_BYTES);
    private @Nullable Frame frame;
    private int encodedLeft;
    private long seenBytes;
    private long wholeBytes;

    PackVerifier(Frames accepted) {
        this.accepted = accepted;
    }

    void update(byte[] bytes, int offset, int length) {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            int count = switch (part) {
                case ENCODED -> encoded(bytes, position, end - position);
                case END -> throw invalid("bytes follow the footer");
                case PACK_HEADER, MAGIC, FRAME_FIXED, FRAME_BASES, FOOTER -> gather(bytes, position, end - position);
            };
            position += count;
            seenBytes += count;
            if (part == Part.MAGIC && gathered.position() == 0) {
                wholeBytes = seenBytes;
            }
        }
    }

    /** The footer of a pack that came to its end. */
    Footer finish() {
        if (part != Part.END) {
            throw invalid("it ends early");
        }
        return Footer.of(frames);
    }

    /** How many bytes the frames take that came whole, the pack's header before them included. */
    long wholeBytes() {
        return wholeBytes;
    }

    /** The footer of a pack of the frames that came whole. */
    Footer soFar() {
        return Footer.of(frames);
    }

    private int gather(byte[] bytes, int position, int available) {
        int count = Math.min(available, gathered.remaining());
        gathered.put(bytes, position, count);
        if (!gathered.hasRemaining()) {
            gathered.flip();
            complete();
        }
        return count;
    }

    private void complete() {
        switch (part) {
            case PACK_HEADER -> {
                require(gathered.getLong() == PackFormat.MAGIC, "it does not start like a pack of version 1");
                next(Part.MAGIC, 4);
            }
            case MAGIC -> magic(gathered.getInt());
            case FRAME_FIXED -> bases(Frame.baseCount(gathered));
            case FRAME_BASES -> frameHeader();
            case FOOTER -> {
                require(
                        gathered.equals(ByteBuffer.wrap(Footer.of(frames).bytes(), 4, gathered.limit())),
                        "the footer does not fit the frames");
                part = Part.END;
            }
            case ENCODED, END -> throw new IllegalStateException(part.name());
        }
    }

    private void magic(int magic) {
        if (magic == PackFormat.FRAME_MAGIC) {
            require(frames.size() < PackFormat.MAX_FRAMES, "it has more than " + PackFormat.MAX_FRAMES + " frames");
            next(Part.FRAME_FIXED, FIXED_BYTES);
        } else if (magic == PackFormat.FOOTER_MAGIC) {
            next(Part.FOOTER, Footer.of(frames).footerBytes() - 4);
        } else {
            throw invalid("neither a frame nor the footer follows");
        }
    }

    private void bases(int count) {
        if (count == 0) {
            frameHeader();
        } else {
            ByteBuffer both = ByteBuffer.allocate(FIXED_BYTES + count * 32).put(gathered);
            part = Part.FRAME_BASES;
            gathered = both;
        }
    }

    private void frameHeader() {
        Frame read = Frame.read(gathered);
        require(
                accepted == Frames.ANY || read.codec() == PackFormat.CODEC_RAW,
                "codec " + read.codec() + " is not taken: send raw frames");
        frame = read;
        encodedLeft = read.encodedBytes();
        crc.reset();
        part = Part.ENCODED;
    }

    private int encoded(byte[] bytes, int position, int available) {
        int count = Math.min(available, encodedLeft);
        if (raw()) {
            hasher.update(bytes, position, count);
        }
        crc.update(bytes, position, count);
        encodedLeft -= count;
        if (encodedLeft == 0) {
            endFrame();
        }
        return count;
    }

    private void endFrame() {
        Frame ended = Objects.requireNonNull(frame);
        require((int) crc.getValue() == ended.crc32c(), "the checksum of its bytes is wrong");
        require(!raw() || hasher.digest().equals(ended.chunk().digest()), "its bytes do not have the digest it states");
        frames.add(ended);
        next(Part.MAGIC, 4);
    }

    private boolean raw() {
        return Objects.requireNonNull(frame).codec() == PackFormat.CODEC_RAW;
    }

    private void next(Part following, int bytes) {
        part = following;
        gathered = ByteBuffer.allocate(bytes);
    }

    private void require(boolean holds, String reason) {
        if (!holds) {
            throw invalid(reason);
        }
    }

    private PackInvalid invalid(String reason) {
        return new PackInvalid("frame " + frames.size() + ": " + reason);
    }
}
