package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndexContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract of the blob index on PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
@EnabledIfEnvironmentVariable(
        named = PostgresProfile.URL,
        matches = PostgresProfile.A_URL,
        disabledReason = PostgresProfile.MISSING)
final class PostgresBlobIndexTest extends BlobIndexContract {

    private final PanacheBlobIndex index;

    @Inject
    PostgresBlobIndexTest(PanacheBlobIndex index) {
        this.index = index;
    }

    @Override
    protected BlobIndex index() {
        return index;
    }
}
