package dev.stemma.registry.app;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.registry.outbound.panache.Database;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Looks at the configuration before the first request. A severe finding keeps the server from starting, unless its name is listed in
 * {@code stemma.startup.ignore}.
 */
@Singleton
final class StartupChecks {

    private static final Logger LOG = Logger.getLogger(StartupChecks.class);
    private static final Set<String> WELL_KNOWN = Set.of("minioadmin", "minio123", "changeme", "password", "test");

    private final StemmaConfig config;
    private final Surroundings surroundings;
    private final ObjectStore objects;
    private final Database database;

    StartupChecks(StemmaConfig config, Surroundings surroundings, ObjectStore objects, Database database) {
        this.config = config;
        this.surroundings = surroundings;
        this.objects = objects;
        this.database = database;
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        List<String> ignored = config.startup().ignore().orElse(List.of());
        for (Finding finding : findings()) {
            if (finding.severe() && !ignored.contains(finding.name())) {
                throw new StartupRefused(finding.sentence() + " [" + finding.key() + ", check " + finding.name() + "]");
            }
            LOG.warnf("startup check check=%s key=%s: %s", finding.name(), finding.key(), finding.sentence());
        }
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        dataDir(findings);
        database(findings);
        credentials(findings);
        store(findings);
        hosts(findings);
        return findings;
    }

    private void dataDir(List<Finding> findings) {
        DataDir.problem(config.dataDir())
                .ifPresent(problem -> findings.add(new Finding("data-dir", true, "stemma.data-dir", problem)));
    }

    private void database(List<Finding> findings) {
        try {
            database.durabilityProblem()
                    .ifPresent(problem -> findings.add(
                            new Finding("durable-database", true, "quarkus.datasource.jdbc.url", problem)));
        } catch (SQLException e) {
            // Not severe, for the same reason as an object store that is away.
            findings.add(new Finding(
                    "database", false, "quarkus.datasource.jdbc.url", "the database can't be reached at this moment"));
        }
    }

    private void credentials(List<Finding> findings) {
        var secret = config.store().s3().secretKey();
        if (secret.filter(WELL_KNOWN::contains).isPresent()) {
            findings.add(new Finding(
                    "default-credentials",
                    !surroundings.servesOnlyThisMachine(),
                    "stemma.store.s3.secret-key",
                    "the secret key of the object store is one that everybody knows"));
        }
    }

    private void store(List<Finding> findings) {
        try {
            objects.check();
        } catch (BlobException e) {
            // Not severe: a store that is away for a moment must not keep all replicas from starting; readiness tells.
            findings.add(new Finding("object-store", false, "stemma.store", String.valueOf(e.getMessage())));
        }
    }

    private void hosts(List<Finding> findings) {
        if (!surroundings.servesOnlyThisMachine() && config.publicHosts().isEmpty()) {
            findings.add(new Finding(
                    "public-hosts",
                    false,
                    "stemma.public-hosts",
                    "any Host header is accepted; list the names under which clients reach this registry"));
        }
    }

    /**
     * Something that is wrong with the configuration.
     *
     * @param name of the check
     * @param severe whether the server must not start
     * @param key what to change
     * @param sentence what is wrong
     */
    private record Finding(String name, boolean severe, String key, String sentence) {}
}
