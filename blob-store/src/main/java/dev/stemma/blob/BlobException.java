package dev.stemma.blob;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong with stored bytes, as a closed family: handle it with an exhaustive {@code switch}. Facts
 * are fields; the message is one sentence for people.
 */
public abstract sealed class BlobException extends RuntimeException {

    private BlobException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The bytes received are not those that were announced. */
    public static final class DigestMismatch extends BlobException {
        private final Digest expected;
        private final Digest actual;

        public DigestMismatch(Digest expected, Digest actual) {
            super("Expected bytes with digest " + expected + " but received " + actual, null);
            this.expected = expected;
            this.actual = actual;
        }

        public Digest expected() {
            return expected;
        }

        public Digest actual() {
            return actual;
        }
    }

    /** More or fewer bytes than announced. {@code actualBytes} is a lower bound when reading stopped at the limit. */
    public static final class SizeMismatch extends BlobException {
        private final long expectedBytes;
        private final long actualBytes;

        public SizeMismatch(long expectedBytes, long actualBytes) {
            super(
                    "Expected " + expectedBytes + " bytes but there are "
                            + (actualBytes > expectedBytes ? "at least " : "") + actualBytes,
                    null);
            this.expectedBytes = expectedBytes;
            this.actualBytes = actualBytes;
        }

        public long expectedBytes() {
            return expectedBytes;
        }

        public long actualBytes() {
            return actualBytes;
        }
    }

    /** No file with this digest is stored. */
    public static final class BlobNotFound extends BlobException {
        private final Digest digest;

        public BlobNotFound(Digest digest) {
            super("No file with digest " + digest + " is stored", null);
            this.digest = digest;
        }

        public Digest digest() {
            return digest;
        }
    }

    /** Chunks that a file needs and no readable pack holds; send them and try again. */
    public static final class ChunksMissing extends BlobException {
        private final List<Chunk> chunks;

        public ChunksMissing(List<Chunk> chunks) {
            super(
                    chunks.size() + " chunks are not stored, the first is "
                            + chunks.getFirst().digest(),
                    null);
            this.chunks = List.copyOf(chunks);
        }

        public List<Chunk> chunks() {
            return chunks;
        }
    }

    /** A chunk that another was to be encoded against has no place low enough for it: encode anew with what is there. */
    public static final class BaseNotStored extends BlobException {
        private final Digest base;

        public BaseNotStored(Digest base) {
            super("Chunk " + base + " is not stored at a depth at which it could serve as a base", null);
            this.base = base;
        }

        public Digest base() {
            return base;
        }
    }

    /** A pack that is not as the format says. */
    public static final class PackInvalid extends BlobException {
        private final String reason;

        public PackInvalid(String reason) {
            super("The pack is not valid: " + reason, null);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    /** A recipe that is not as the format says. */
    public static final class RecipeInvalid extends BlobException {
        private final String reason;

        public RecipeInvalid(String reason) {
            super("The recipe is not valid: " + reason, null);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    /** Stored bytes no longer have the digest under which they were stored. */
    public static final class BlobCorrupt extends BlobException {
        private final Digest digest;
        private final String where;

        public BlobCorrupt(Digest digest, String where, @Nullable Throwable cause) {
            super("Stored bytes of " + digest + " are damaged: " + where, cause);
            this.digest = digest;
            this.where = where;
        }

        /** The file or chunk that is damaged. */
        public Digest digest() {
            return digest;
        }

        /** Object key, position and what is wrong there, for operators. */
        public String where() {
            return where;
        }
    }

    /** The object store holds nothing under this key. */
    public static final class ObjectMissing extends BlobException {
        private final String key;

        public ObjectMissing(String key) {
            super("The object store holds nothing under " + key, null);
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /** The stream that bytes are read from failed, usually because the sender went away. */
    public static final class SourceFailed extends BlobException {
        public SourceFailed(Throwable cause) {
            super("The sender's bytes ended with an error: " + cause.getMessage(), cause);
        }
    }

    /** No room left. What was stored before is unharmed; writes work again once there is room. */
    public static final class StoreFull extends BlobException {
        public StoreFull(String where, @Nullable Throwable cause) {
            super("No room left in the object store (" + where + "): free or add space, then try again", cause);
        }
    }

    /** The object store cannot be reached or refuses to work. */
    public static final class StoreUnavailable extends BlobException {
        private final boolean passing;
        private final Duration pause;

        /**
         * @param sentence what is wrong and what to do
         * @param passing true if the same call may succeed a moment later
         */
        public StoreUnavailable(String sentence, boolean passing, @Nullable Throwable cause) {
            this(sentence, passing, Duration.ZERO, cause);
        }

        /**
         * @param sentence what is wrong and what to do
         * @param passing true if the same call may succeed a moment later
         * @param pause how long the store asks to be left alone, or zero
         */
        public StoreUnavailable(String sentence, boolean passing, Duration pause, @Nullable Throwable cause) {
            super(sentence, cause);
            this.passing = passing;
            this.pause = pause;
        }

        /** True if the same call may succeed a moment later. */
        public boolean passing() {
            return passing;
        }

        /** How long the store asks to be left alone; zero if it does not say. */
        public Duration pause() {
            return pause;
        }
    }
}
