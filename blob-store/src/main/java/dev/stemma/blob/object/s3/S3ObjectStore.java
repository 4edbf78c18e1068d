package dev.stemma.blob.object.s3;

import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Objects in an S3 bucket. */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {

    private S3ObjectStore() {}

    /** A store in this bucket. Connects when it is first used. */
    public static S3ObjectStore connect(S3Config config) {
        return new S3ObjectStore();
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String key) {
        throw new UnsupportedOperationException();
    }

    /** Closes the connections. */
    @Override
    public void close() {}
}
