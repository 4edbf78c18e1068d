package dev.stemma.blob.object.s3;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.object.BufferedBytes;
import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectKeys;
import dev.stemma.blob.object.ObjectStore;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.HeadBucketArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.messages.Contents;
import io.minio.messages.ListBucketResultV2;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Objects in an S3 bucket, one request each. A put holds its bytes in memory, within a budget over all puts, and sends
 * them with their SHA-256, which the service verifies before it acknowledges.
 */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {

    /** Bytes of all puts under way: one largest pack and a few of usual size. */
    private static final long BUDGET_BYTES = 96L * 1024 * 1024;

    private final S3Config config;
    private final MinioAsyncClient client;
    private final S3Calls calls;
    private final ByteBudget budget = new ByteBudget(BUDGET_BYTES);

    private S3ObjectStore(S3Config config, MinioAsyncClient client) {
        this.config = config;
        this.client = client;
        this.calls = new S3Calls(config);
    }

    /** A store in this bucket. Connects when it is first used. */
    public static S3ObjectStore connect(S3Config config) {
        return new S3ObjectStore(config, S3Connections.client(config));
    }

    /**
     * Checks that the bucket is there and may be used.
     *
     * @throws BlobException.StoreUnavailable saying what is wrong, if not
     */
    public void checkBucket() {
        var args = HeadBucketArgs.builder().bucket(config.bucket()).build();
        // A HEAD answer has no body to tell causes apart, so a listing asks again if it fails.
        if (calls.tried(() -> client.headBucket(args)).isEmpty()) {
            list("", "", 1);
        }
    }

    @Override
    public void put(String key, long length, InputStream bytes) {
        ObjectKeys.check(key);
        if (bytes instanceof BufferedBytes) {
            send(key, BufferedBytes.read(bytes, length));
            return;
        }
        try (ByteBudget.Share _ = budget.take(length)) {
            send(key, BufferedBytes.read(bytes, length));
        }
    }

    private void send(String key, BufferedBytes bytes) {
        PutObjectAPIArgs args = PutObjectAPIArgs.builder()
                .bucket(config.bucket())
                .object(name(key))
                .data(bytes.bytes(), bytes.bytes().length)
                .headers(S3Headers.put(bytes.bytes(), config))
                .build();
        calls.run("store", key, () -> client.putObject(args));
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        ObjectKeys.check(key);
        if (length == 0 || offset < 0 || length < 0) {
            return nothing(key, offset, length);
        }
        GetObjectArgs args = GetObjectArgs.builder()
                .bucket(config.bucket())
                .object(name(key))
                .offset(offset)
                .length(length)
                .build();
        GetObjectResponse response = calls.run("read", key, () -> client.getObject(args));
        return new S3RangeStream(key, response, offset, length);
    }

    /** S3 knows no empty range, so its bounds are checked against the object's size. */
    private InputStream nothing(String key, long offset, long length) {
        long size = head(key).orElseThrow(() -> new ObjectMissing(key)).sizeBytes();
        if (offset < 0 || length < 0 || offset > size) {
            throw new IndexOutOfBoundsException("Range " + offset + "+" + length + " reaches outside " + key);
        }
        return InputStream.nullInputStream();
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        StatObjectArgs args = StatObjectArgs.builder()
                .bucket(config.bucket())
                .object(name(ObjectKeys.check(key)))
                .build();
        try {
            StatObjectResponse found = calls.run("look at", key, () -> client.statObject(args));
            return Optional.of(
                    new ObjectInfo(key, found.size(), found.lastModified().toInstant()));
        } catch (ObjectMissing e) {
            checkBucket();
            return Optional.empty();
        }
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        ObjectKeys.checkPrefix(prefix);
        ObjectKeys.checkLimit(limit);
        List<ObjectInfo> found = new ArrayList<>();
        String startAfter = after;
        ListBucketResultV2 page;
        do {
            page = page(prefix, startAfter, limit - found.size());
            page.contents().forEach(item -> found.add(info(item)));
            startAfter = found.isEmpty() ? after : found.getLast().key();
        } while (page.isTruncated() && found.size() < limit && !page.contents().isEmpty());
        return List.copyOf(found);
    }

    private ListBucketResultV2 page(String prefix, String after, int limit) {
        ListObjectsV2Args.Builder args = ListObjectsV2Args.builder()
                .bucket(config.bucket())
                .prefix(name(prefix))
                .maxKeys(limit);
        if (!after.isEmpty()) {
            args.startAfter(name(after));
        }
        return calls.run("list", prefix, () -> client.listObjectsV2(args.build()))
                .result();
    }

    private ObjectInfo info(Contents item) {
        String key = item.objectName().substring(config.prefix().length());
        return new ObjectInfo(key, item.size(), item.lastModified().toInstant());
    }

    @Override
    public void delete(String key) {
        RemoveObjectArgs args = RemoveObjectArgs.builder()
                .bucket(config.bucket())
                .object(name(ObjectKeys.check(key)))
                .build();
        try {
            calls.run("delete", key, () -> client.removeObject(args));
        } catch (ObjectMissing e) {
            // Some services answer so where S3 itself says nothing; gone is what was asked for.
        }
    }

    @Override
    public void check() {
        checkBucket();
    }

    private String name(String key) {
        return config.prefix() + key;
    }

    /** Closes the connections. */
    @Override
    public void close() {
        client.close();
    }
}
