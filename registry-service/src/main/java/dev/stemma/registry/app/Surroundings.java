package dev.stemma.registry.app;

import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** What the framework was told that the registry must know too: where it listens, and which database it was built for. */
@Singleton
final class Surroundings {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final Config config;

    Surroundings(Config config) {
        this.config = config;
    }

    String host() {
        return config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
    }

    boolean servesOnlyThisMachine() {
        return LOOPBACK.contains(host());
    }

    boolean isEmbedded() {
        return config.getValue("quarkus.datasource.db-kind", String.class).equals("h2");
    }

    String databaseUrl() {
        return config.getOptionalValue("quarkus.datasource.jdbc.url", String.class)
                .orElse("");
    }

    String version() {
        return config.getOptionalValue("quarkus.application.version", String.class)
                .orElse("unknown");
    }
}
