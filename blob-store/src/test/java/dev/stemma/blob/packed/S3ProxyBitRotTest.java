package dev.stemma.blob.packed;

import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.s3.S3ObjectStore;
import dev.stemma.blob.object.s3.S3ProxyServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Bit rot over real HTTP, in an S3 server in this JVM. */
final class S3ProxyBitRotTest extends BitRotContract {

    private static @Nullable S3ProxyServer server;
    private @Nullable S3ObjectStore objects;

    @BeforeAll
    static void start() throws Exception {
        server = new S3ProxyServer();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
    }

    @Override
    protected ObjectStore objects() {
        S3ObjectStore opened =
                S3ObjectStore.connect(Objects.requireNonNull(server).freshBucket());
        objects = opened;
        return opened;
    }

    @AfterEach
    void disconnect() {
        Objects.requireNonNull(objects).close();
    }
}
