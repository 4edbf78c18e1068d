package dev.stemma.cli.cache;

import dev.stemma.blob.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;

/** One of several processes that use a cache at once: puts, reads and makes room. Prints a line every round until it is killed. */
final class CacheChurn {
    static final long LIMIT_BYTES = 2_000_000;
    private static final int FILES = 24;

    private CacheChurn() {}

    /** Arguments: the cache's folder, a folder of its own, a seed, the number of rounds. */
    @SuppressWarnings("SystemOut") // its parent listens
    public static void main(String[] words) throws IOException {
        Cache cache = new Cache(Path.of(words[0]), LIMIT_BYTES, Clock.systemUTC());
        Random random = new Random(Long.parseLong(words[2]));
        for (int round = 0; round < Integer.parseInt(words[3]); round++) {
            round(cache, Path.of(words[1]), random);
            System.out.println("round");
        }
    }

    static void round(Cache cache, Path own, Random random) throws IOException {
        byte[] bytes = new byte[50_000 + random.nextInt(FILES) * 10_000];
        new Random(bytes.length).nextBytes(bytes);
        Digest digest = Digest.of(bytes);
        cache.put(digest, Files.write(own.resolve("source"), bytes));
        Optional<FileChannel> found = cache.open(digest);
        if (found.isPresent()) {
            try (FileChannel channel = found.get()) {
                ByteBuffer read = ByteBuffer.allocate(bytes.length + 1);
                while (channel.read(read) > 0) {}
                if (!Digest.of(read.array(), 0, read.position()).equals(digest)) {
                    throw new IllegalStateException("an entry has other bytes than its name says");
                }
            }
        }
        if (random.nextInt(5) == 0) {
            cache.shrink(LIMIT_BYTES / 3);
        }
    }
}
