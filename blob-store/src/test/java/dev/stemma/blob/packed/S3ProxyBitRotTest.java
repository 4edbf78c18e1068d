package dev.stemma.blob.packed;

import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.s3.S3ProxyBuckets;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bit rot over real HTTP, in an S3 server in this JVM. */
final class S3ProxyBitRotTest extends BitRotContract {

    @RegisterExtension
    static final S3ProxyBuckets BUCKETS = new S3ProxyBuckets();

    @Override
    protected String place() {
        return "S3 in the same process";
    }

    @Override
    protected ObjectStore objects() {
        return BUCKETS.fresh();
    }
}
