package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.DigestMismatch;
import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;

/** What the sender of a whole file said that it is; the size may be {@link BlobStore#UNKNOWN_SIZE}. */
record Announced(Digest digest, long sizeBytes) {

    long limitBytes() {
        return sizeBytes == BlobStore.UNKNOWN_SIZE ? Long.MAX_VALUE : sizeBytes;
    }

    void check(BlobInfo received) {
        if (sizeBytes != BlobStore.UNKNOWN_SIZE && sizeBytes != received.sizeBytes()) {
            throw new SizeMismatch(sizeBytes, received.sizeBytes());
        }
        if (!digest.equals(received.digest())) {
            throw new DigestMismatch(digest, received.digest());
        }
    }
}
