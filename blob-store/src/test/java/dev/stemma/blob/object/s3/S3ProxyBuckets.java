package dev.stemma.blob.object.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An S3 server in this JVM for all tests of a class, and stores over fresh buckets for each; register it in a static field. */
public final class S3ProxyBuckets implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private @Nullable S3ProxyServer server;
    private final List<S3ObjectStore> open = new ArrayList<>();

    /** A store over an empty bucket, until the test ends. */
    public S3ObjectStore fresh() {
        S3ObjectStore store =
                S3ObjectStore.connect(Objects.requireNonNull(server).freshBucket());
        open.add(store);
        return store;
    }

    /** An empty bucket. */
    S3Config config() {
        return Objects.requireNonNull(server).freshBucket();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server = new S3ProxyServer();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        open.forEach(S3ObjectStore::close);
        open.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Objects.requireNonNull(server).close();
    }
}
