package dev.stemma.blob.object.s3;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.object.DirectReads;
import dev.stemma.blob.object.ObjectKeys;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Presigned addresses of objects in a bucket. The signature covers one key, the method GET and the disposition, so that no browser
 * renders what it gets.
 */
public final class S3DirectReads implements DirectReads, AutoCloseable {

    private static final Map<String, String> SIGNED = Map.of(
            "response-content-disposition", "attachment",
            "response-content-type", "application/octet-stream",
            "response-cache-control", "private, no-store");

    private final S3Config config;
    private final MinioAsyncClient client;

    /**
     * Signs for this bucket; never connects.
     *
     * @param config with the endpoint under which those who are given addresses reach it
     */
    public S3DirectReads(S3Config config) {
        this.config = config;
        this.client = S3Connections.client(config);
    }

    @Override
    public boolean allowed() {
        return true;
    }

    @Override
    public Optional<URI> address(String key) {
        GetPresignedObjectUrlArgs args = GetPresignedObjectUrlArgs.builder()
                .method(Http.Method.GET)
                .bucket(config.bucket())
                .region(config.region())
                .object(config.prefix() + ObjectKeys.check(key))
                .expiry((int) VALIDITY.toSeconds(), TimeUnit.SECONDS)
                .extraQueryParams(SIGNED)
                .build();
        try {
            return Optional.of(URI.create(client.getPresignedObjectUrl(args)));
        } catch (MinioException e) {
            throw new StoreUnavailable("can't sign an address of " + key, false, e);
        }
    }

    /** Lets its client go. */
    @Override
    public void close() {
        client.close();
    }
}
