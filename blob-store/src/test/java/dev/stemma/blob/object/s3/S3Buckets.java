package dev.stemma.blob.object.s3;

import dev.stemma.blob.Digest;
import io.minio.CreateBucketArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes fresh buckets on a test server. */
public final class S3Buckets {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private S3Buckets() {}

    /** A bucket of this server that no other test uses; it exists when this returns. */
    public static S3Config fresh(URI endpoint, String accessKey, String secretKey) throws Exception {
        String name = "stemma-" + System.nanoTime() + "-" + COUNTER.incrementAndGet();
        S3Config config = config(endpoint, accessKey, secretKey, name, "");
        try (BucketMaker maker = new BucketMaker(S3Connections.client(config))) {
            maker.make(name);
        }
        return config;
    }

    /** A configuration for a bucket that may or may not be there. */
    public static S3Config config(URI endpoint, String accessKey, String secretKey, String bucket, String prefix) {
        return new S3Config(endpoint, "us-east-1", bucket, accessKey, secretKey, true, null, prefix);
    }

    /**
     * Creates a bucket with an empty body. The SDK's own call states the region even if it is us-east-1, which AWS and
     * versitygw refuse.
     */
    private static final class BucketMaker extends MinioAsyncClient {

        BucketMaker(MinioAsyncClient client) {
            super(client);
        }

        void make(String name) throws Exception {
            byte[] nothing = new byte[0];
            Http.Body body = new Http.Body(nothing, 0, null, Digest.of(nothing).hex(), null);
            CreateBucketArgs args = CreateBucketArgs.builder().bucket(name).build();
            executePutAsync(args, new Http.Headers(), new Http.QueryParameters(), body)
                    .get()
                    .close();
        }
    }
}
