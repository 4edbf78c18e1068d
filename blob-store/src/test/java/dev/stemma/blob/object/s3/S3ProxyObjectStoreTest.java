package dev.stemma.blob.object.s3;

import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.ObjectStoreContract;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract over real HTTP, against an S3 server in this JVM. */
final class S3ProxyObjectStoreTest extends ObjectStoreContract {

    private static @Nullable S3ProxyServer server;
    private @Nullable S3ObjectStore store;

    @BeforeAll
    static void start() throws Exception {
        server = new S3ProxyServer();
    }

    @AfterAll
    static void stop() throws Exception {
        Objects.requireNonNull(server).close();
    }

    @Override
    protected ObjectStore emptyStore() {
        S3ObjectStore opened =
                S3ObjectStore.connect(Objects.requireNonNull(server).freshBucket());
        store = opened;
        return opened;
    }

    @AfterEach
    void disconnect() {
        Objects.requireNonNull(store).close();
    }
}
