package dev.stemma.blob.packed;

import dev.stemma.blob.BlobStoreContract;
import dev.stemma.blob.StoreFixture;
import dev.stemma.blob.object.s3.RealS3;
import dev.stemma.blob.object.s3.S3ObjectStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract against the real S3 server that the environment names. */
@EnabledIfEnvironmentVariable(named = RealS3.ENDPOINT, matches = ".+")
final class RealS3BlobStoreTest extends BlobStoreContract {

    private @Nullable S3ObjectStore objects;

    @Override
    protected StoreFixture emptyStore() throws Exception {
        S3ObjectStore opened = S3ObjectStore.connect(RealS3.freshBucket());
        objects = opened;
        return Stores.over(opened);
    }

    @AfterEach
    void disconnect() {
        Objects.requireNonNull(objects).close();
    }
}
