package dev.stemma.registry.outbound.panache;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * The server package's database: a real PostgreSQL, named by {@code STEMMA_TEST_PG_URL}, {@code STEMMA_TEST_PG_USER} and
 * {@code STEMMA_TEST_PG_PASSWORD}. Besides the default, which is H2, this is the only test profile. Its tests are disabled, and
 * reported so, where no server is named.
 */
public final class PostgresProfile implements QuarkusTestProfile {

    /** The variable that must be there. */
    public static final String URL = "STEMMA_TEST_PG_URL";

    /** What it must look like. */
    public static final String A_URL = "jdbc:postgresql:.+";

    /** Why a test did not run. */
    public static final String MISSING =
            "NOT RUN ON POSTGRESQL: STEMMA_TEST_PG_URL names no server (jdbc:postgresql://…)";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.datasource.db-kind", "postgresql",
                "quarkus.datasource.jdbc.url", environment(URL),
                "quarkus.datasource.username", environment("STEMMA_TEST_PG_USER"),
                "quarkus.datasource.password", environment("STEMMA_TEST_PG_PASSWORD"));
    }

    private static String environment(String name) {
        return System.getenv().getOrDefault(name, "");
    }
}
