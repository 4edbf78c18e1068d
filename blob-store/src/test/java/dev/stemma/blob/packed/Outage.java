package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets so many calls to objects and index pass and fails the next. What changes something can fail before it took effect
 * and after. For one thread.
 */
final class Outage {

    private int left;
    private final boolean lasting;
    private String failed = "";

    /**
     * @param call which call fails, from 1
     * @param lasting whether all later ones do, as when the process has died
     */
    Outage(int call, boolean lasting) {
        this.left = call;
        this.lasting = lasting;
    }

    /** Counts a call. */
    void step(String call) {
        left--;
        if (left == 0) {
            failed = call;
        }
        if (left == 0 || (lasting && left < 0)) {
            throw new StoreUnavailable("Outage " + call, true, null);
        }
    }

    /** Which call failed; empty if none has. */
    String failed() {
        return failed;
    }

    /** Objects that this outage hits. */
    ObjectStore over(ObjectStore inner) {
        return new ObjectStore() {
            @Override
            public void put(String key, long length, InputStream bytes) {
                step("before put");
                inner.put(key, length, bytes);
                step("after put");
            }

            @Override
            public InputStream open(String key, long offset, long length) {
                step("at open");
                return inner.open(key, offset, length);
            }

            @Override
            public Optional<ObjectInfo> head(String key) {
                step("at head");
                return inner.head(key);
            }

            @Override
            public List<ObjectInfo> list(String prefix, String after, int limit) {
                step("at list");
                return inner.list(prefix, after, limit);
            }

            @Override
            public void delete(String key) {
                step("before delete");
                inner.delete(key);
                step("after delete");
            }
        };
    }

    /** An index that this outage hits. */
    BlobIndex over(BlobIndex inner) {
        return new PassingIndex(inner) {
            @Override
            public Optional<IndexedBlob> blob(Digest digest) {
                step("at blob");
                return super.blob(digest);
            }

            @Override
            public List<IndexedPack> addPacks(List<NewPack> packs) {
                step("before addPacks");
                List<IndexedPack> kept = super.addPacks(packs);
                step("after addPacks");
                return kept;
            }

            @Override
            public Map<Digest, List<ChunkLocation>> locate(Collection<Digest> chunks) {
                step("at locate");
                return super.locate(chunks);
            }

            @Override
            public List<ChunkLocation> chunksIn(String packKey) {
                step("at chunksIn");
                return super.chunksIn(packKey);
            }

            @Override
            public int drop(Collection<ChunkLocation> places, Instant now) {
                step("before drop");
                int count = super.drop(places, now);
                step("after drop");
                return count;
            }
        };
    }
}
