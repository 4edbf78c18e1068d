package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobPlacesContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Bases and dropped places in the blob index on PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
@EnabledIfEnvironmentVariable(
        named = PostgresProfile.URL,
        matches = PostgresProfile.A_URL,
        disabledReason = PostgresProfile.MISSING)
final class PostgresBlobPlacesTest extends BlobPlacesContract {

    private final PanacheBlobIndex index;

    @Inject
    PostgresBlobPlacesTest(PanacheBlobIndex index) {
        this.index = index;
    }

    @Override
    protected BlobIndex index() {
        return index;
    }
}
