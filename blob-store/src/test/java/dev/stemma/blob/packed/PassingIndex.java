package dev.stemma.blob.packed;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Lease;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An index that passes every call on, to be made trouble with in some of them. */
class PassingIndex implements BlobIndex {

    final BlobIndex inner;

    PassingIndex(BlobIndex inner) {
        this.inner = inner;
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

    @Override
    public Set<Digest> hold(Lease lease, Collection<Digest> needed) {
        return inner.hold(lease, needed);
    }

    @Override
    public void release(String holder) {
        inner.release(holder);
    }

    @Override
    public Set<Digest> keep(Collection<Digest> blobs) {
        return inner.keep(blobs);
    }
}
