package dev.stemma.blob.hot;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How much of which files was read lately, in this process; what was read often enough waits for its turn. */
final class Heat {

    private static final int MOST_WATCHED = 10_000;
    private static final int MOST_WAITING = 100;
    private static final float LOAD = 0.75f;

    private final int readings;
    private final LinkedHashMap<Digest, Long> servedBytes = new LinkedHashMap<>(16, LOAD, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Long> eldest) {
            return size() > MOST_WATCHED;
        }
    };
    private final LinkedHashMap<Digest, BlobInfo> waiting = new LinkedHashMap<>();

    Heat(int readings) {
        this.readings = readings;
    }

    /** Counts bytes of a file that were handed out; true if the file now waits, and did not before. */
    synchronized boolean served(BlobInfo file, long bytes) {
        long sum = servedBytes.merge(file.digest(), bytes, Long::sum);
        if (sum / readings < file.sizeBytes() || waiting.size() >= MOST_WAITING) {
            return false;
        }
        servedBytes.remove(file.digest());
        return waiting.putIfAbsent(file.digest(), file) == null;
    }

    /** The file that waits the longest, which waits no more. */
    synchronized Optional<BlobInfo> next() {
        return Optional.ofNullable(waiting.pollFirstEntry()).map(Map.Entry::getValue);
    }
}
