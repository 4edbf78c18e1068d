package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.DigestMismatch;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import dev.stemma.blob.ScrubIndex.StoredPack;
import dev.stemma.blob.scrub.Checks;
import java.io.IOException;
import java.io.InputStream;

/** Looks at packs, frames, recipes and files as readers would see them. */
final class Checking implements Checks {

    private static final int HASH_BYTES = 256 * 1024;

    private final EncodingTools tools;

    Checking(EncodingTools tools) {
        this.tools = tools;
    }

    @Override
    public void pack(StoredPack pack) {
        tools.packs().checkLength(pack.key(), pack.digest(), pack.sizeBytes());
        tools.packs().checkStored(pack.key(), pack.digest(), pack.sizeBytes());
    }

    @Override
    public void rewrite(StoredPack pack) {
        new Compaction(tools).compact(pack.key());
    }

    @Override
    public void frame(ChunkLocation place) {
        var _ = tools.fetcher().encoded(place);
    }

    @Override
    public void chunk(ChunkLocation place) {
        byte[] room = new byte[place.chunk().sizeBytes()];
        tools.fetcher().fetch(place, new ChunkWindow(tools.chunks(), owner -> true), room);
    }

    @Override
    public void recipe(IndexedBlob blob) {
        var _ = tools.recipes().load(blob);
    }

    @Override
    public void file(IndexedBlob blob) {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[HASH_BYTES];
        try (InputStream in = tools.reading().open(blob.digest(), 0, blob.sizeBytes())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hasher.update(buffer, 0, count);
            }
        } catch (BlobCorrupt e) {
            throw e;
        } catch (IOException e) {
            throw new StoreUnavailable("Reading " + blob.digest() + " was interrupted: " + e.getMessage(), true, e);
        }
        Digest actual = hasher.digest();
        if (!actual.equals(blob.digest())) {
            throw new DigestMismatch(blob.digest(), actual);
        }
    }
}
