package dev.stemma.blob.packed;

import dev.stemma.blob.Digest;
import dev.stemma.blob.FamilyEncoder.Encoded;
import dev.stemma.blob.Hasher;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.hot.HotEvents;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotLimits;
import dev.stemma.blob.hot.InMemoryHotIndex;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.file.FileObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Encodes a made-up model of so many MiB and its retrain, and reads them back, from packs and then kept whole, in a
 * process with less memory than that.
 */
final class LargeFamilyMain {

    private static final int MIB = 1024 * 1024;

    private LargeFamilyMain() {}

    /** Arguments: folder of the store, size of a model in MiB. */
    public static void main(String[] arguments) throws IOException {
        ObjectStore objects = FileObjectStore.open(Path.of(arguments[0]));
        HotFiles hot = new HotFiles(
                objects,
                new InMemoryHotIndex(),
                UUID::randomUUID,
                Clock.systemUTC(),
                new HotLimits(Long.MAX_VALUE, 1),
                HotEvents.NONE);
        PackedBlobStore store = new PackedBlobStore(
                objects,
                new InMemoryBlobIndex(),
                hot,
                UUID::randomUUID,
                Path.of(arguments[0], "scratch"),
                Clock.systemUTC());
        int mib = Integer.parseInt(arguments[1]);
        SortedMap<String, Digest> first = push(store, mib, 0);
        SortedMap<String, Digest> second = push(store, mib, 1);
        check(store.encode("alice", first, List.of()), 0.95);
        check(store.encode("alice", second, List.of(first)), 0.6);
        read(store, first);
        read(store, second);
        keep(store, hot, first);
        keep(store, hot, second);
        read(store, first);
        read(store, second);
        if (store.materialiseOne()) {
            throw new IllegalStateException("The kept files were not used");
        }
        System.out.println("came back whole");
    }

    private static SortedMap<String, Digest> push(PackedBlobStore store, int mib, int retrained) throws IOException {
        Digest digest = digest(new Model(mib, retrained));
        store.put("alice", new Model(mib, retrained), digest, new Model(mib, retrained).sizeBytes());
        return new TreeMap<>(Map.of("model.safetensors", digest));
    }

    private static void check(Encoded done, double most) {
        if (done.afterBytes() > most * done.beforeBytes()) {
            throw new IllegalStateException("Too little was gained: " + done);
        }
    }

    private static void keep(PackedBlobStore store, HotFiles hot, SortedMap<String, Digest> files) {
        if (!store.materialiseOne()
                || !hot.has(store.find(files.firstEntry().getValue()).orElseThrow())) {
            throw new IllegalStateException("The file is not kept");
        }
    }

    private static void read(PackedBlobStore store, SortedMap<String, Digest> files) throws IOException {
        Digest file = files.firstEntry().getValue();
        try (InputStream in = store.open(file, 0, store.find(file).orElseThrow().sizeBytes())) {
            if (!digest(in).equals(file)) {
                throw new IllegalStateException("The file came back changed");
            }
        }
    }

    private static Digest digest(InputStream in) throws IOException {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[MIB];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            hasher.update(buffer, 0, count);
        }
        return hasher.digest();
    }

    /** A safetensors file of float32 weights that depend on their position; a retrain changes the last bits of each. */
    private static final class Model extends InputStream {
        private final int retrained;
        private final long weights;
        private final long sizeBytes;
        private final ByteBuffer block = ByteBuffer.allocate(64 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        private ByteBuffer ready;
        private long next;

        Model(int mib, int retrained) {
            this.retrained = retrained;
            this.weights = (long) mib * MIB / Float.BYTES;
            byte[] json = "{\"layer\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                    .formatted(weights, weights * Float.BYTES)
                    .getBytes(StandardCharsets.UTF_8);
            this.ready = ByteBuffer.allocate(Long.BYTES + json.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .put(json)
                    .flip();
            this.sizeBytes = ready.remaining() + weights * Float.BYTES;
        }

        long sizeBytes() {
            return sizeBytes;
        }

        @Override
        public int read() {
            return fill() ? ready.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (!fill()) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, ready.remaining());
            ready.get(target, offset, count);
            return count;
        }

        private boolean fill() {
            if (!ready.hasRemaining() && next < weights) {
                block.clear();
                while (block.hasRemaining()) {
                    block.putInt(weight(next++));
                }
                ready = block.flip();
            }
            return ready.hasRemaining();
        }

        /** Near a hundredth, of either sign, with a full mantissa. */
        private int weight(long position) {
            long mixed = (position + 1) * 0x9e3779b97f4a7c15L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
            int bits = Float.floatToRawIntBits((short) (mixed >>> 32) * (1f / 1_000_000)) ^ (int) (mixed & 0xff);
            return bits + retrained * (int) (mixed >>> 60);
        }
    }
}
