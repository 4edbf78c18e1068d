package dev.stemma.blob.object.s3;

import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.ObjectStoreContract;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract against the real S3 server that the environment names. */
@EnabledIfEnvironmentVariable(named = RealS3.ENDPOINT, matches = ".+")
final class RealS3ObjectStoreTest extends ObjectStoreContract {

    private @Nullable S3ObjectStore store;

    @Override
    protected ObjectStore emptyStore() throws Exception {
        S3ObjectStore opened = S3ObjectStore.connect(RealS3.freshBucket());
        store = opened;
        return opened;
    }

    @AfterEach
    void disconnect() {
        Objects.requireNonNull(store).close();
    }
}
