package dev.stemma.blob.object.s3;

import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.ObjectStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over real HTTP, against an S3 server in this JVM. */
final class S3ProxyObjectStoreTest extends ObjectStoreContract {

    @RegisterExtension
    static final S3ProxyBuckets BUCKETS = new S3ProxyBuckets();

    @Override
    protected ObjectStore emptyStore() {
        return BUCKETS.fresh();
    }
}
