package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.EncodedUploads;
import dev.stemma.blob.FamilyEncoder;
import dev.stemma.blob.Lease;
import dev.stemma.blob.PackInfo;
import dev.stemma.blob.gc.Collector;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.plan.PlannedPull;
import dev.stemma.blob.plan.PullPlans;
import dev.stemma.blob.scrub.Checks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Files as recipes over packs: objects hold the bytes, an index says where they are. */
public final class PackedBlobStore implements BlobStore, FamilyEncoder, PullPlans, EncodedUploads, Collector.Rewriter {

    /** How long what a call without a lease relies on is kept at most, should the process die in it. */
    private static final Duration OWN_LEASE = Duration.ofHours(24);

    private final BlobIndex index;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final Chunks chunks;
    private final Packs packs;
    private final Reading reading;
    private final Uploading uploading;
    private final Assembling assembling;
    private final EncodingTools encoding;
    private final Materialising materialising;
    private final Recipes recipes;
    private final FrameFetcher fetcher;
    private final boolean leased;

    /**
     * A store over these objects and this index that keeps no files hot.
     *
     * @param ids gives an id that was never given before, on each call; names new objects
     * @param scratch folder for uploads under way, made when needed; what a killed process left there is removed
     * @param clock tells when packs were replaced
     */
    public PackedBlobStore(ObjectStore objects, BlobIndex index, Supplier<UUID> ids, Path scratch, Clock clock) {
        this(objects, index, HotFiles.none(objects), ids, scratch, clock);
    }

    /**
     * A store over these objects and this index, which must belong together.
     *
     * @param hot files of this store that are kept whole, besides
     * @param ids gives an id that was never given before, on each call; names new objects
     * @param scratch folder for uploads under way, made when needed; what a killed process left there is removed
     * @param clock tells when packs were replaced
     */
    public PackedBlobStore(
            ObjectStore objects, BlobIndex index, HotFiles hot, Supplier<UUID> ids, Path scratch, Clock clock) {
        Keys keys = new Keys(ids);
        this.recipes = new Recipes(objects, index, keys);
        this.index = index;
        this.clock = clock;
        this.ids = ids;
        this.chunks = new Chunks(index);
        this.packs = new Packs(objects, index, keys, chunks);
        this.fetcher = new FrameFetcher(objects, new Decoders(Runtime.getRuntime()));
        this.reading = new Reading(recipes, chunks, fetcher, hot);
        this.uploading = new Uploading(chunks, packs, recipes, scratch);
        this.assembling = new Assembling(chunks, recipes, reading);
        this.encoding = new EncodingTools(recipes, chunks, packs, reading, fetcher, index, clock);
        this.materialising = new Materialising(recipes, chunks, reading, hot);
        this.leased = false;
    }

    private PackedBlobStore(PackedBlobStore store, Lease lease) {
        this.index = store.index;
        this.clock = store.clock;
        this.ids = store.ids;
        this.chunks = store.chunks.under(lease);
        this.packs = store.packs.under(lease);
        this.reading = store.reading;
        this.uploading = store.uploading.under(lease);
        this.assembling = store.assembling.under(lease);
        this.encoding = store.encoding;
        this.materialising = store.materialising;
        this.recipes = store.recipes;
        this.fetcher = store.fetcher;
        this.leased = true;
    }

    @Override
    public PackedBlobStore under(Lease lease) {
        return new PackedBlobStore(this, lease);
    }

    /** Between its chunks and its recipe, a file is kept by a lease, if not by the caller's then by one for this call. */
    private BlobInfo leased(Function<PackedBlobStore, BlobInfo> call) {
        if (leased) {
            return call.apply(this);
        }
        Lease own = new Lease("call-" + ids.get(), clock.instant().plus(OWN_LEASE));
        try {
            return call.apply(under(own));
        } finally {
            index.release(own.holder());
        }
    }

    /**
     * Looks at one file that was read often enough and keeps it hot if reading it from packs takes work. Constant memory,
     * but as many bytes of the store as the file has; for a thread in the background.
     *
     * @return false if no file waited
     * @throws dev.stemma.blob.BlobException if the file is damaged or the store fails; nothing is kept then
     */
    public boolean materialiseOne() {
        return materialising.runOne();
    }

    @Override
    public Optional<BlobInfo> find(Digest blob) {
        return index.blob(blob).map(row -> new BlobInfo(row.digest(), row.sizeBytes()));
    }

    @Override
    public InputStream open(Digest blob, long offset, long length) {
        return reading.open(blob, offset, length);
    }

    @Override
    public BlobInfo put(String owner, InputStream bytes, Digest expected, long expectedSizeBytes) {
        return leased(store -> store.uploading.put(owner, bytes, new Announced(expected, expectedSizeBytes)));
    }

    @Override
    public BitSet missing(List<Chunk> wanted, Predicate<String> readableOwners) {
        return chunks.missing(wanted, readableOwners);
    }

    @Override
    public PackInfo putPack(String owner, Digest packDigest, InputStream pack, long sizeBytes) {
        return packs.receive(owner, packDigest, pack, sizeBytes);
    }

    @Override
    public BlobInfo assemble(
            String owner, Digest blob, long sizeBytes, List<Chunk> parts, Predicate<String> readableOwners) {
        return leased(store -> store.assembling.assemble(new BlobInfo(blob, sizeBytes), parts, readableOwners));
    }

    @Override
    public Encoded encode(String owner, SortedMap<String, Digest> files, List<SortedMap<String, Digest>> relatives) {
        try (FamilyEncoding run = new FamilyEncoding(encoding, owner, files, relatives)) {
            return run.run();
        } catch (IOException e) {
            throw new StoreUnavailable("Encoding was interrupted: " + e.getMessage(), true, e);
        }
    }

    @Override
    public Optional<PlannedPull> plan(Digest blob, List<Digest> have) {
        return new PullPlanning(recipes, chunks, fetcher).plan(blob, have);
    }

    @Override
    public byte[] depths(List<Digest> wanted, Predicate<String> readableOwners) {
        return new EncodedFrames(chunks, fetcher).depths(wanted, readableOwners);
    }

    @Override
    public PackInfo putEncodedPack(
            String owner, Digest packDigest, InputStream pack, long sizeBytes, Predicate<String> readableOwners) {
        EncodedFrames frames = new EncodedFrames(chunks, fetcher);
        return packs.receiveEncoded(owner, packDigest, pack, sizeBytes, stored -> frames.check(stored, readableOwners));
    }

    /** How a scrub looks at this store. */
    public Checks checks() {
        return new Checking(encoding);
    }

    @Override
    public void learnChunks(IndexedBlob blob) {
        encoding.recipes().learn(blob);
    }

    @Override
    public void compact(String packKey) {
        new Compaction(encoding).compact(packKey);
    }
}
