package dev.stemma.registry.flow.collect;

import dev.stemma.registry.outbound.panache.PostgresProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The collector against pushes, on PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
@EnabledIfEnvironmentVariable(
        named = PostgresProfile.URL,
        matches = PostgresProfile.A_URL,
        disabledReason = PostgresProfile.MISSING)
class PostgresCollectionRaceTest extends CollectionRaceTest {}
