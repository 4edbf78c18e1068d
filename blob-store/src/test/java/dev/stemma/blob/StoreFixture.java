package dev.stemma.blob;

import dev.stemma.blob.object.ObjectStore;

/**
 * A blob store under test.
 *
 * @param objects where it keeps its bytes, to look behind it
 */
public record StoreFixture(BlobStore blobs, ObjectStore objects) {}
