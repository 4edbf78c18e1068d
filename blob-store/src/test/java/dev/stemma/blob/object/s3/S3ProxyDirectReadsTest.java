package dev.stemma.blob.object.s3;

import org.junit.jupiter.api.extension.RegisterExtension;

/** Addresses that an S3 server in this JVM takes. */
final class S3ProxyDirectReadsTest extends DirectReadsContract {

    @RegisterExtension
    static final S3ProxyBuckets BUCKETS = new S3ProxyBuckets();

    @Override
    S3Config bucket() {
        return BUCKETS.config();
    }
}
