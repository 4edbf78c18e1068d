package dev.stemma.registry.app;

import dev.stemma.registry.flow.access.StandingTokens;
import dev.stemma.registry.port.Tokens;
import dev.stemma.registry.port.Transactions;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * How a new registry gets its first administrator. No default password exists: the token is the operator's own, or made here and written
 * where only the operator can read it.
 */
@Singleton
final class AdministratorAccess {

    private static final Logger LOG = Logger.getLogger(AdministratorAccess.class);

    private final StemmaConfig config;
    private final Surroundings surroundings;
    private final StandingTokens standing;
    private final Tokens tokens;
    private final Transactions transactions;
    private final Clock clock;

    AdministratorAccess(
            StemmaConfig config,
            Surroundings surroundings,
            StandingTokens standing,
            Tokens tokens,
            Transactions transactions,
            Clock clock) {
        this.config = config;
        this.surroundings = surroundings;
        this.standing = standing;
        this.tokens = tokens;
        this.transactions = transactions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        Optional<Path> file = config.adminTokenFile();
        if (file.isPresent()) {
            standing.acceptOperator(TokenFile.read(file.get()));
        } else if (surroundings.isEmbedded()) {
            standing.acceptOperator(TokenFile.readOrMake(config.dataDir().resolve("token"), standing::generate));
        } else if (!transactions.inTransaction(() -> tokens.anyAdministrator(clock.instant()))) {
            bootstrap();
        }
    }

    private void bootstrap() {
        if (!surroundings.servesOnlyThisMachine()) {
            throw new StartupRefused(
                    "this registry has no administrator yet, so it will not listen on " + surroundings.host()
                            + ": set stemma.admin-token-file, or start once with quarkus.http.host=127.0.0.1");
        }
        LOG.warnf(
                "this registry has no administrator yet; one-time token, valid until it has made one or the server stops: %s",
                standing.acceptBootstrap());
    }
}
