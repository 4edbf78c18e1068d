package dev.stemma.blob.packed;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.PackInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Files as recipes over packs: objects hold the bytes, an index says where they are. */
public final class PackedBlobStore implements BlobStore {

    private final ObjectStore objects;
    private final BlobIndex index;
    private final Supplier<UUID> ids;

    /**
     * A store over these objects and this index, which must belong together.
     *
     * @param ids gives an id that was never given before, on each call; names new objects
     */
    public PackedBlobStore(ObjectStore objects, BlobIndex index, Supplier<UUID> ids) {
        this.objects = objects;
        this.index = index;
        this.ids = ids;
    }

    @Override
    public Optional<BlobInfo> find(Digest blob) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(Digest blob, long offset, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BlobInfo put(String owner, InputStream bytes, Digest expected, long expectedSizeBytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BitSet missing(List<Chunk> chunks, Predicate<String> readableOwners) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PackInfo putPack(String owner, Digest packDigest, InputStream pack, long sizeBytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BlobInfo assemble(
            String owner, Digest blob, long sizeBytes, List<Chunk> chunks, Predicate<String> readableOwners) {
        throw new UnsupportedOperationException();
    }
}
