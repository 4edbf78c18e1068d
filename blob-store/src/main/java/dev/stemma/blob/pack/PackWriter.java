package dev.stemma.blob.pack;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a pack: frames are added with their checksum and a source of their bytes; then digest and size are known before
 * a byte is read, and {@link #open} streams the pack, as often as needed, without holding it in memory. Bytes are
 * neither hashed nor checked on the way: whoever takes the pack verifies every frame. Not safe for use by several
 * threads while frames are added.
 */
public final class PackWriter {

    private final List<Frame> frames = new ArrayList<>();
    private final List<FrameSource> sources = new ArrayList<>();
    private long encodedBytes;
    private long framesBytes;
    private long tableBytes;

    /** Adds a chunk as a raw frame; {@code crc32c} is the checksum of its bytes. */
    public PackWriter add(Chunk chunk, int crc32c, FrameSource bytes) {
        return add(Frame.raw(chunk, crc32c), bytes);
    }

    /**
     * Adds a frame.
     *
     * @throws IllegalStateException if the pack would be larger than the format allows
     */
    public PackWriter add(Frame frame, FrameSource bytes) {
        if (sizeBytes() + frame.frameBytes() + frame.rowBytes() > PackFormat.MAX_PACK_BYTES
                || frames.size() == PackFormat.MAX_FRAMES) {
            throw new IllegalStateException("The pack is full");
        }
        frames.add(frame);
        sources.add(bytes);
        encodedBytes += frame.encodedBytes();
        framesBytes += frame.frameBytes();
        tableBytes += frame.rowBytes();
        return this;
    }

    /** Whether this chunk keeps the encoded bytes within the target size of a pack; an empty pack takes any chunk. */
    public boolean hasRoomFor(Chunk chunk) {
        return hasRoomFor(chunk.sizeBytes());
    }

    /** Whether so many more encoded bytes keep the pack within its target size; an empty pack takes any frame. */
    public boolean hasRoomFor(int moreEncodedBytes) {
        return frames.isEmpty()
                || (frames.size() < PackFormat.TARGET_FRAMES
                        && encodedBytes + moreEncodedBytes <= PackFormat.TARGET_PACK_BYTES);
    }

    /** Whether no frame was added. */
    public boolean isEmpty() {
        return frames.isEmpty();
    }

    /** The footer of the pack as it stands. */
    public Footer footer() {
        return Footer.of(frames);
    }

    /** The pack's digest as it stands. */
    public Digest digest() {
        return footer().digest();
    }

    /** The pack's exact length as it stands. */
    public long sizeBytes() {
        return PackFormat.HEADER_BYTES + framesBytes + 4 + tableBytes + PackFormat.TRAILER_BYTES;
    }

    /** The pack's bytes from the start. Frames added later are not in it. */
    public InputStream open() {
        return new PackStream(List.copyOf(frames), List.copyOf(sources));
    }
}
