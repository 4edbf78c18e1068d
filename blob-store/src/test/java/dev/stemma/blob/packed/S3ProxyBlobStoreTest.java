package dev.stemma.blob.packed;

import dev.stemma.blob.BlobStoreContract;
import dev.stemma.blob.StoreFixture;
import dev.stemma.blob.object.s3.S3ProxyBuckets;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over real HTTP, against an S3 server in this JVM. */
final class S3ProxyBlobStoreTest extends BlobStoreContract {

    @RegisterExtension
    static final S3ProxyBuckets BUCKETS = new S3ProxyBuckets();

    @Override
    protected StoreFixture emptyStore() {
        return Stores.over(BUCKETS.fresh());
    }
}
