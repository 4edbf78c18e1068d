package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Lease;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Switches leases and row locks off, for the test that shows what they are for. */
@Decorator
@Priority(20)
public final class CarelessIndex implements BlobIndex {

    /** Whether they are off. */
    @Singleton
    public static final class Care {
        public volatile boolean off;
    }

    private final BlobIndex inner;
    private final Care care;

    @Inject
    CarelessIndex(@Any @Delegate BlobIndex inner, Care care) {
        this.inner = inner;
        this.care = care;
    }

    @Override
    public Set<Digest> hold(Lease lease, Collection<Digest> needed) {
        return care.off ? Set.of() : inner.hold(lease, needed);
    }

    @Override
    public Set<Digest> keep(Collection<Digest> blobs) {
        return care.off
                ? blobs.stream().filter(blob -> inner.blob(blob).isEmpty()).collect(Collectors.toSet())
                : inner.keep(blobs);
    }

    @Override
    public void release(String holder) {
        inner.release(holder);
    }

    @Override
    public Optional<IndexedBlob> blob(Digest digest) {
        return inner.blob(digest);
    }

    @Override
    public IndexedBlob addBlob(IndexedBlob blob, Collection<Digest> chunks) {
        return inner.addBlob(blob, chunks);
    }

    @Override
    public Set<Digest> chunksOf(Digest blob) {
        return inner.chunksOf(blob);
    }

    @Override
    public Optional<IndexedPack> pack(String owner, Digest digest) {
        return inner.pack(owner, digest);
    }

    @Override
    public List<IndexedPack> addPacks(List<NewPack> packs) {
        return inner.addPacks(packs);
    }

    @Override
    public Map<Digest, List<ChunkLocation>> locate(Collection<Digest> chunks) {
        return inner.locate(chunks);
    }

    @Override
    public List<ChunkLocation> chunksIn(String packKey) {
        return inner.chunksIn(packKey);
    }

    @Override
    public int drop(Collection<ChunkLocation> places, Instant now) {
        return inner.drop(places, now);
    }

    @Override
    public List<String> retired(Instant before, int limit) {
        return inner.retired(before, limit);
    }

    @Override
    public void forget(Collection<String> keys) {
        inner.forget(keys);
    }
}
