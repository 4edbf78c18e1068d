package dev.stemma.blob.bench;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.hot.HotEvents;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotIndex;
import dev.stemma.blob.hot.HotLimits;
import dev.stemma.blob.hot.InMemoryHotIndex;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.file.FileObjectStore;
import dev.stemma.blob.packed.PackedBlobStore;
import dev.stemma.blob.recipe.RecipeReader;
import dev.stemma.blob.recipe.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/** A store in a folder, with what a registry does around it: encode after a push, collect what encoding left behind. */
final class TrialStore {

    private static final String OWNER = "bench";
    private static final int BUFFER_BYTES = 1024 * 1024;
    private static final int PAGE = 1000;

    private final Path folder;
    private final ObjectStore objects;
    private final BlobIndex index = new InMemoryBlobIndex();
    private final HotIndex hot = new InMemoryHotIndex();
    private final PackedBlobStore store;

    TrialStore(Path folder, Path scratch) {
        this.folder = folder;
        this.objects = FileObjectStore.open(folder);
        HotFiles files = new HotFiles(
                objects, hot, UUID::randomUUID, Clock.systemUTC(), new HotLimits(Long.MAX_VALUE, 2), HotEvents.NONE);
        this.store = new PackedBlobStore(objects, index, files, UUID::randomUUID, scratch, Clock.systemUTC());
    }

    void put(InputStream bytes, Digest digest, long sizeBytes) {
        store.put(OWNER, bytes, digest, sizeBytes);
    }

    void encode(SortedMap<String, Digest> files, List<SortedMap<String, Digest>> relatives) {
        store.encode(OWNER, files, relatives);
    }

    /** Removes the objects that encoding replaced: here nobody reads them any more. */
    void collect() {
        for (List<String> keys = retired(); !keys.isEmpty(); keys = retired()) {
            keys.forEach(objects::delete);
            index.forget(keys);
        }
    }

    private List<String> retired() {
        return index.retired(Instant.MAX, PAGE);
    }

    /** Keeps a file hot that was read often enough; false if there is none. */
    boolean materialiseOne() {
        return store.materialiseOne();
    }

    long hotBytes() {
        return hot.sizeBytes();
    }

    /** Lets the system forget what it holds of the objects, as GNU dd does. */
    void forgetCache() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", """
                        find "$0" -type f -exec dd if={} iflag=nocache count=0 status=none ';'""", folder.toString())
                .inheritIO()
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("dd could not drop " + folder + " from the cache");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Reads a file to its end. */
    void read(Digest digest) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = open(digest)) {
            while (in.read(buffer) >= 0) {
                // The store verifies what it hands out; this only takes it.
            }
        }
    }

    /** Reads a file and compares it with its digest, not trusting the store. */
    void verify(Digest digest) throws IOException {
        try (InputStream in = open(digest)) {
            Digest found = digest(in);
            if (!found.equals(digest)) {
                throw new IllegalStateException("Stored as " + digest + " but read as " + found);
            }
        }
    }

    private InputStream open(Digest digest) {
        long sizeBytes = store.find(digest).orElseThrow().sizeBytes();
        return store.open(digest, 0, sizeBytes);
    }

    /** The digest of what a stream holds to its end. */
    static Digest digest(InputStream in) throws IOException {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            hasher.update(buffer, 0, count);
        }
        return hasher.digest();
    }

    /** Bytes of all objects: packs and recipes, with their headers and footers. */
    long storedBytes() {
        long sum = 0;
        String after = "";
        for (List<ObjectInfo> page = objects.list("", after, PAGE);
                !page.isEmpty();
                page = objects.list("", after, PAGE)) {
            sum += page.stream().mapToLong(ObjectInfo::sizeBytes).sum();
            after = page.getLast().key();
        }
        return sum;
    }

    CodecMix mix(Digest file) throws IOException {
        return CodecMix.of(chunks(file), index);
    }

    private List<Chunk> chunks(Digest file) throws IOException {
        String key = index.blob(file).orElseThrow().recipeKey();
        long sizeBytes = objects.head(key).orElseThrow().sizeBytes();
        List<Chunk> chunks = new ArrayList<>();
        try (InputStream in = objects.open(key, 0, sizeBytes)) {
            for (Segment segment : RecipeReader.read(in.readAllBytes()).segments()) {
                if (segment instanceof Segment.OfChunk(Chunk chunk)) {
                    chunks.add(chunk);
                }
            }
        }
        return chunks;
    }
}
