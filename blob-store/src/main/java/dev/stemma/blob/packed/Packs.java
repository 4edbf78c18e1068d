package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.DigestMismatch;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.IndexedPack;
import dev.stemma.blob.BlobIndex.NewPack;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Lease;
import dev.stemma.blob.PackInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.Footer;
import dev.stemma.blob.pack.Frame;
import dev.stemma.blob.pack.PackWriter;
import dev.stemma.blob.pack.VerifiedPackStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Stores packs: the object first, then its index rows, which alone make it visible. */
final class Packs {

    private final ObjectStore objects;
    private final BlobIndex index;
    private final Keys keys;
    private final Chunks chunks;

    Packs(ObjectStore objects, BlobIndex index, Keys keys, Chunks chunks) {
        this.objects = objects;
        this.index = index;
        this.keys = keys;
        this.chunks = chunks;
    }

    /** Packs whose chunks are kept for whoever holds the lease. */
    Packs under(Lease lease) {
        return new Packs(objects, index, keys, chunks.under(lease));
    }

    /** Stores a pack of raw frames that someone sent, verifying it while it is written. */
    PackInfo receive(String owner, Digest digest, InputStream bytes, long sizeBytes) {
        return known(owner, digest).orElseGet(() -> {
            InputStream source = new SourceStream(bytes, sizeBytes);
            return publish(receive(owner, new VerifiedPackStream(source, digest, sizeBytes), sizeBytes));
        });
    }

    /**
     * Stores a pack that someone encoded.
     *
     * @param check throws {@link PackInvalid} if the stored pack is not to be believed
     */
    PackInfo receiveEncoded(String owner, Digest digest, InputStream bytes, long sizeBytes, Consumer<NewPack> check) {
        return known(owner, digest).orElseGet(() -> {
            InputStream source = new SourceStream(bytes, sizeBytes);
            Received received = receive(owner, VerifiedPackStream.ofStored(source, digest, sizeBytes), sizeBytes);
            try {
                check.accept(received.stored());
                return publish(received);
            } catch (BlobException.BaseNotStored e) {
                discard(received.stored());
                throw new PackInvalid("a base went away meanwhile: send raw frames");
            } catch (PackInvalid e) {
                discard(received.stored());
                throw e;
            }
        });
    }

    private Optional<PackInfo> known(String owner, Digest digest) {
        return index.pack(owner, digest).filter(this::reliable).map(Packs::info);
    }

    /** Whether all of a pack that is there already stays. If some of it was collected, it is taken anew. */
    private boolean reliable(IndexedPack pack) {
        List<Chunk> held =
                index.chunksIn(pack.key()).stream().map(ChunkLocation::chunk).toList();
        return !held.isEmpty() && chunks.missing(held, owner -> true).isEmpty();
    }

    /** What came of a pack: all of it, or the frames before it broke off. */
    private record Received(NewPack stored, Optional<BlobException> broken) {}

    private Received receive(String owner, VerifiedPackStream verified, long sizeBytes) {
        String key = keys.newPack();
        CrashPoint.at("push.pack.coming");
        SalvagedPack pack = new SalvagedPack(verified);
        long storedBytes = objects.salvage(key, sizeBytes, pack);
        CrashPoint.at("push.pack.stored");
        return new Received(rows(owner, key, storedBytes, pack.footer()), pack.broken());
    }

    /** Makes it visible. Frames of a pack that broke off are then there, and whoever sent it still learns that it was not taken. */
    private PackInfo publish(Received received) {
        PackInfo info = info(publish(List.of(received.stored())).getFirst());
        received.broken().ifPresent(reason -> {
            throw reason;
        });
        return info;
    }

    /** Stores a pack made here, whose frames were computed from the bytes themselves; visible only once published. */
    NewPack store(String owner, PackWriter pack) {
        String key = keys.newPack();
        objects.put(key, pack.sizeBytes(), pack.open());
        return rows(owner, key, pack.sizeBytes(), pack.footer());
    }

    /**
     * Makes stored packs visible. If the index fails, the objects stay: whether it kept the rows is then unknown, and an
     * object without rows is harmless, but rows without their object are not.
     */
    List<IndexedPack> publish(List<NewPack> stored) {
        chunks.claim(stored.stream()
                .flatMap(pack -> pack.locations().stream())
                .map(place -> place.chunk().digest())
                .collect(Collectors.toSet()));
        List<IndexedPack> kept = index.addPacks(stored);
        CrashPoint.at("push.pack.indexed");
        for (int i = 0; i < kept.size(); i++) {
            if (!kept.get(i).key().equals(stored.get(i).pack().key())) {
                discard(stored.get(i));
            }
        }
        return kept;
    }

    /** Removes a stored pack that was never published. Its key is its own, so nobody else's bytes can go with it. */
    void discard(NewPack stored) {
        try {
            objects.delete(stored.pack().key());
        } catch (BlobException.StoreUnavailable e) {
            // An object without rows is harmless and a later sweep finds it; the caller's own outcome matters more.
        }
    }

    /**
     * Reads a stored pack back and checks every frame's checksum.
     *
     * @throws BlobException.BlobCorrupt if it is not what was written
     */
    void checkStored(NewPack stored) {
        IndexedPack pack = stored.pack();
        checkStored(pack.key(), pack.digest(), pack.sizeBytes());
    }

    /**
     * Finds that a stored pack is as long as it was.
     *
     * @throws BlobException.BlobCorrupt if it is not
     * @throws BlobException.ObjectMissing if it is gone
     */
    void checkLength(String key, Digest digest, long sizeBytes) {
        long actual = objects.head(key)
                .orElseThrow(() -> new BlobException.ObjectMissing(key))
                .sizeBytes();
        if (actual != sizeBytes) {
            throw new BlobCorrupt(digest, key + " has " + actual + " bytes and not " + sizeBytes, null);
        }
    }

    /**
     * Reads a stored pack and checks every frame's checksum, the footer and the digest.
     *
     * @throws BlobException.BlobCorrupt if it is not what was written
     * @throws BlobException.ObjectMissing if it is gone
     */
    void checkStored(String key, Digest digest, long sizeBytes) {
        try (InputStream in = objects.open(key, 0, sizeBytes);
                VerifiedPackStream verified = VerifiedPackStream.ofStored(in, digest, sizeBytes)) {
            verified.transferTo(OutputStream.nullOutputStream());
        } catch (PackInvalid | DigestMismatch | SizeMismatch e) {
            throw new BlobCorrupt(digest, key + " is not what was stored: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StoreUnavailable("Cannot read " + key + " back: " + e.getMessage(), true, e);
        }
    }

    private static NewPack rows(String owner, String key, long sizeBytes, Footer footer) {
        List<ChunkLocation> locations = footer.rows().stream()
                .map(row -> location(owner, key, row.offset(), row.frame()))
                .toList();
        return new NewPack(new IndexedPack(key, owner, footer.digest(), sizeBytes, locations.size()), locations);
    }

    private static ChunkLocation location(String owner, String key, long offset, Frame frame) {
        return new ChunkLocation(
                frame.chunk(), key, owner, offset, frame.encodedBytes(), frame.codec(), frame.bases(), frame.depth());
    }

    private static PackInfo info(IndexedPack pack) {
        return new PackInfo(pack.digest(), pack.sizeBytes(), pack.chunks());
    }
}
