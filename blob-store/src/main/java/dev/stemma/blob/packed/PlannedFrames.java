package dev.stemma.blob.packed;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.packed.FrameFetcher.Check;
import dev.stemma.blob.plan.PlannedPull;
import dev.stemma.blob.plan.PullPlan;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A plan, and where its frames come from. */
final class PlannedFrames implements PlannedPull {

    /**
     * Where a frame comes from.
     *
     * @param place the stored frame; without one the chunk is sent raw
     */
    record Source(Chunk chunk, Optional<ChunkLocation> place) {
        int sizeBytes() {
            return place.map(ChunkLocation::encodedBytes).orElse(chunk.sizeBytes());
        }
    }

    private final PullPlan plan;
    private final List<Source> sources;
    private final ChunkWindow window;
    private final FrameFetcher fetcher;

    PlannedFrames(PullPlan plan, List<Source> sources, ChunkWindow window, FrameFetcher fetcher) {
        this.plan = plan;
        this.sources = List.copyOf(sources);
        this.window = window;
        this.fetcher = fetcher;
    }

    @Override
    public PullPlan plan() {
        return plan;
    }

    @Override
    public long sizeBytes(BitSet frames) {
        return picked(frames).stream().mapToLong(Source::sizeBytes).sum();
    }

    @Override
    public InputStream open(BitSet frames) {
        return new PartsStream(picked(frames).stream().map(this::part).toList());
    }

    private List<Source> picked(BitSet frames) {
        Objects.checkFromToIndex(0, frames.length(), sources.size());
        return frames.stream().mapToObj(sources::get).toList();
    }

    private PartsStream.Part part(Source source) {
        return () -> source.place().isPresent() ? fetcher.encoded(source.place().get()) : raw(source.chunk());
    }

    private byte[] raw(Chunk chunk) {
        byte[] bytes = new byte[chunk.sizeBytes()];
        window.again(chunk);
        fetcher.fetch(chunk, window, bytes, Check.DIGEST);
        return bytes;
    }
}
