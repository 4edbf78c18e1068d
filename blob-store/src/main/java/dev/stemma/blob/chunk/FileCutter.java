package dev.stemma.blob.chunk;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Hasher;
import dev.stemma.blob.chunk.CutPlan.Region;
import dev.stemma.format.Bytes;
import dev.stemma.format.TensorTable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a file into chunks as a plan says, reading it once. The whole file is hashed on the calling thread while another
 * hashes the chunks, so that a pass costs little more than one SHA-256 of the file where two cores are free.
 */
public final class FileCutter {

    /** Memory of a cut beside its chunks: what it reads ahead. */
    public static final int WINDOW_BYTES = ContentWindow.MOST_BYTES + FileCutter.READ_BYTES;

    /** Files up to this size are cut on the calling thread. */
    private static final int SMALL_BYTES = 1024 * 1024;

    /** Small regions are read this many bytes at a time; larger ones pass the buffer by. */
    private static final int READ_BYTES = 64 * 1024;

    private final InputStream in;
    private final ChunkPipeline pipeline;
    private final ContentWindow window;
    private final Hasher whole = new Hasher();
    private long offset;

    private FileCutter(InputStream in, ChunkPipeline pipeline) {
        this.in = in;
        this.pipeline = pipeline;
        this.window = new ContentWindow(in);
    }

    /** The plan that the file's own tensors make. */
    public static CutPlan plan(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return CutPlan.of(TensorTable.of(Bytes.of(channel)), channel.size());
        }
    }

    /** Reads a file and gives its digest and chunks, cut by its own tensors. Constant memory beside the list. */
    public static ChunkedFile cut(Path file) throws IOException {
        CutPlan plan = plan(file);
        List<FileChunk> chunks = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            ChunkMemory memory = new ChunkMemory(3L * CutPlan.SLICE_BYTES);
            BlobInfo whole = cut(in, plan, memory, (chunk, buffer, release) -> {
                chunks.add(chunk);
                release.run();
            });
            return new ChunkedFile(whole, chunks);
        }
    }

    /**
     * Reads a stream to its end and hands every chunk to the sink, which may run on another thread. A stream that is shorter
     * or longer than planned is cut as if its tensors ended earlier, or its rest were a region of its own.
     *
     * @param memory bounds the chunks that are read and not yet released; {@link #WINDOW_BYTES} come on top
     * @return digest and size of all bytes, after the sink took the last chunk
     * @throws IOException if the stream or the sink throws it; what else the sink throws passes through too
     */
    public static BlobInfo cut(InputStream in, CutPlan plan, ChunkMemory memory, ChunkSink sink) throws IOException {
        boolean small = plan.sizeBytes() != CutPlan.UNKNOWN_SIZE && plan.sizeBytes() <= SMALL_BYTES;
        try (ChunkPipeline pipeline = small ? ChunkPipeline.within(memory, sink) : ChunkPipeline.beside(memory, sink)) {
            FileCutter cutter = new FileCutter(new BufferedInputStream(in, READ_BYTES), pipeline);
            cutter.regions(plan);
            pipeline.finish();
            return new BlobInfo(cutter.whole.digest(), cutter.offset);
        }
    }

    private void regions(CutPlan plan) throws IOException {
        for (Region region : plan.regions()) {
            boolean complete = switch (region.rule()) {
                case SLICES -> slices(region);
                case CONTENT -> content(region);
            };
            if (!complete) {
                return;
            }
        }
    }

    /** Whether the stream goes on behind the region, as far as is known. */
    private boolean slices(Region region) throws IOException {
        while (offset < region.end()) {
            int length = (int) Math.min(CutPlan.SLICE_BYTES, region.end() - offset);
            byte[] buffer = pipeline.buffer(length);
            int count = in.readNBytes(buffer, 0, length);
            pass(buffer, count);
            if (count < length) {
                return false;
            }
        }
        return true;
    }

    private boolean content(Region region) throws IOException {
        window.enter(region.sizeBytes());
        for (int length = window.nextLength(); length > 0; length = window.nextLength()) {
            byte[] buffer = pipeline.buffer(length);
            window.take(buffer, length);
            pass(buffer, length);
        }
        return !window.streamEnded();
    }

    /** A released buffer is refilled by this thread only, so it may still be hashed after it was handed over. */
    private void pass(byte[] buffer, int length) {
        pipeline.hand(buffer, length, offset);
        whole.update(buffer, 0, length);
        offset += length;
    }
}
