package dev.stemma.blob.packed;

import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.object.file.FileObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/** Puts a made-up file of so many MiB into a store and reads it back, in a process with less memory than that. */
final class LargeFileMain {

    private static final int MIB = 1024 * 1024;

    private LargeFileMain() {}

    /** Arguments: folder of the store, size of the file in MiB. */
    public static void main(String[] arguments) throws IOException {
        BlobStore store = new PackedBlobStore(
                FileObjectStore.open(Path.of(arguments[0])),
                new InMemoryBlobIndex(),
                UUID::randomUUID,
                Path.of(arguments[0], "scratch"),
                Clock.systemUTC());
        long size = Long.parseLong(arguments[1]) * MIB;
        Digest expected = digest(new Counting(size));
        store.put("alice", new Counting(size), expected, size);
        try (InputStream in = store.open(expected, 0, size)) {
            if (!digest(in).equals(expected)) {
                throw new IllegalStateException("The file came back changed");
            }
        }
        System.out.println("came back whole");
    }

    private static Digest digest(InputStream in) throws IOException {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[MIB];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            hasher.update(buffer, 0, count);
        }
        return hasher.digest();
    }

    /** Bytes in which no chunk equals another: the position stands in every KiB. */
    private static final class Counting extends InputStream {
        private final long size;
        private long position;

        Counting(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            if (position == size) {
                return -1;
            }
            long kib = position / 1024;
            int shift = (int) (position++ % 8) * 8;
            return (int) (kib >>> shift) & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = (int) Math.min(length, size - position);
            for (int i = 0; i < count; i++) {
                target[offset + i] = (byte) read();
            }
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
