package dev.stemma.registry.e2e;

import java.nio.file.Path;
import java.sql.DriverManager;

/** A reindex on H2 and local disk. */
final class EmbeddedReindexIT extends ReindexContract {

    @Override
    RegistryProcess start(Path data) {
        return RegistryProcess.embedded(data);
    }

    @Override
    String token(RegistryProcess registry) {
        return registry.adminToken();
    }

    @Override
    void dropTables(Path data) throws Exception {
        String url = "jdbc:h2:file:" + data.resolve("db").resolve("stemma").toAbsolutePath();
        try (var connection = DriverManager.getConnection(url, "stemma", "");
                var statement = connection.createStatement()) {
            statement.execute("drop all objects");
        }
    }
}
