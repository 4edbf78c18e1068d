package dev.stemma.blob.object.s3;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class S3ProxyTroubleTest extends S3TroubleContract {

    private static @Nullable S3ProxyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new S3ProxyServer();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
    }

    @Override
    S3Config goodConfig() {
        return Objects.requireNonNull(server).freshBucket();
    }
}
