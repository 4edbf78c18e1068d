package dev.stemma.blob.plan;

import dev.stemma.blob.Digest;
import dev.stemma.blob.codec.ChunkDecoder;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.codec.CodecException;
import dev.stemma.blob.codec.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a file by a plan, in any order that the plan allows: copies from other files, then frames by depth, then copies within
 * the file. Frames may be put by several threads at once. What it reads from the files that are here, and from the file itself, is
 * not checked; a chunk that does not come out of decoding with its digest is not written. Whoever uses the file compares the
 * digest of the whole.
 */
public final class Rebuild {

    private static final int COPY_BYTES = 1 << 20;

    private final List<FileChannel> have;
    private final FileChannel target;
    private final List<Step.Frame> frames;
    private final long[] frameOffsets;
    private final SortedMap<Long, Stretch> copies = new TreeMap<>();

    /**
     * Over open files.
     *
     * @param have those that the plan was made for, in the same order
     * @param target the file to make, open for reading and writing; it may hold what an earlier attempt put
     * @throws PlanInvalid if the plan names files or bytes that are not there
     */
    public Rebuild(PullPlan plan, List<FileChannel> have, FileChannel target) throws PlanInvalid, IOException {
        this.have = List.copyOf(have);
        this.target = target;
        this.frames = plan.frames();
        this.frameOffsets = new long[frames.size()];
        long offset = 0;
        int frame = 0;
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Copy(var from) -> {
                    check(from, offset);
                    copies.put(offset, from);
                }
                case Step.Frame made -> {
                    for (Stretch base : made.bases()) {
                        check(base, plan.sizeBytes());
                    }
                    frameOffsets[frame++] = offset;
                }
            }
            offset += step.sizeBytes();
        }
    }

    private void check(Stretch stretch, long ownBytes) throws PlanInvalid, IOException {
        if (stretch.file() > have.size()) {
            throw new PlanInvalid("it names file " + stretch.file() + " of " + have.size());
        }
        long size = stretch.file() == Stretch.SAME_FILE
                ? ownBytes
                : have.get(stretch.file() - 1).size();
        if (stretch.offset() + stretch.sizeBytes() > size) {
            throw new PlanInvalid("it names bytes behind the end of a file");
        }
    }

    /** The frames whose chunks an earlier attempt left in the target, found by their digests. */
    public BitSet present() throws IOException {
        BitSet found = new BitSet();
        for (int i = 0; i < frames.size(); i++) {
            int size = frames.get(i).chunk().sizeBytes();
            if (frameOffsets[i] + size <= target.size()) {
                byte[] bytes = read(target, frameOffsets[i], size);
                found.set(i, Digest.of(bytes).equals(frames.get(i).chunk().digest()));
            }
        }
        return found;
    }

    /** Makes what lies in the files that are here. */
    public void copy() throws IOException {
        copy(false);
    }

    /** Makes what lies earlier in the same file; after all frames. */
    public void repeat() throws IOException {
        copy(true);
    }

    private void copy(boolean same) throws IOException {
        for (Map.Entry<Long, Stretch> copy : copies.entrySet()) {
            if ((copy.getValue().file() == Stretch.SAME_FILE) == same) {
                copy(copy.getValue(), copy.getKey());
            }
        }
    }

    private void copy(Stretch from, long to) throws IOException {
        for (long done = 0; done < from.sizeBytes(); ) {
            int count = (int) Math.min(COPY_BYTES, from.sizeBytes() - done);
            write(ByteBuffer.wrap(read(file(from), from.offset() + done, count)), to + done);
            done += count;
        }
    }

    /**
     * Decodes a frame and puts its chunk in place. Those of lower depth must have been put before.
     *
     * @param number which one
     * @param encoded its bytes
     * @throws CodecException if they do not make the chunk: they are damaged, or the bases have other bytes than the plan's maker thought
     */
    public void put(int number, byte[] encoded, ChunkDecoder decoder) throws CodecException, IOException {
        Step.Frame frame = frames.get(number);
        List<Span> bases = new ArrayList<>();
        for (Stretch base : frame.bases()) {
            bases.add(Span.of(read(file(base), base.offset(), (int) base.sizeBytes())));
        }
        Codec codec = Codec.of(frame.codec())
                .orElseThrow(() -> new CodecException("codec " + frame.codec() + " is not known here"));
        int size = frame.chunk().sizeBytes();
        byte[] raw = new byte[size];
        decoder.decode(codec, Span.of(encoded), bases, raw, size);
        if (!Digest.of(raw).equals(frame.chunk().digest())) {
            throw new CodecException("a frame makes other bytes than its digest says");
        }
        write(ByteBuffer.wrap(raw), frameOffsets[number]);
    }

    private FileChannel file(Stretch stretch) {
        return stretch.file() == Stretch.SAME_FILE ? target : have.get(stretch.file() - 1);
    }

    private static byte[] read(FileChannel file, long offset, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new IOException("a file became shorter while it was read");
            }
        }
        return bytes.array();
    }

    private void write(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += target.write(bytes, at);
        }
    }
}
