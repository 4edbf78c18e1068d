package dev.stemma.registry.reliability;

import static dev.stemma.registry.testing.PostgresDatabase.environment;

import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.file.FileObjectStore;
import dev.stemma.blob.object.s3.RealS3;
import dev.stemma.blob.object.s3.S3Config;
import dev.stemma.blob.object.s3.S3ObjectStore;
import dev.stemma.registry.e2e.RegistryProcess;
import dev.stemma.registry.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A registry's database, objects and settings, on which a server is started again and again. */
final class Installation implements AutoCloseable {

    private static final String TOKEN = "a-token-of-the-tests-0123456789abcdef";

    private final Path data;
    private final Path program;
    private final Map<String, String> settings;
    private final @Nullable PostgresDatabase postgres;
    private final @Nullable S3Config bucket;

    private Installation(
            Path data,
            Path program,
            Map<String, String> settings,
            @Nullable PostgresDatabase postgres,
            @Nullable S3Config bucket) {
        this.data = data;
        this.program = program;
        this.settings = settings;
        this.postgres = postgres;
        this.bucket = bucket;
    }

    /** H2 and the local disk, below this folder, which is made. */
    static Installation embedded(Path folder) throws IOException {
        return embedded(folder, Map.of());
    }

    /** The same with further settings, by the names of their environment variables. */
    static Installation embedded(Path folder, Map<String, String> more) throws IOException {
        Path program = Path.of(System.getProperty("stemma.embedded.dir"));
        return new Installation(folder.resolve("data"), program, withToken(folder, more), null, null);
    }

    /** A PostgreSQL database and a bucket of a real S3 server, both new. */
    static Installation server(Path folder, Map<String, String> more) throws Exception {
        S3Config bucket = RealS3.freshBucket();
        PostgresDatabase postgres = PostgresDatabase.create();
        Map<String, String> settings = withToken(folder, Map.of());
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.url());
        settings.put("QUARKUS_DATASOURCE_USERNAME", environment("STEMMA_TEST_PG_USER"));
        settings.put("QUARKUS_DATASOURCE_PASSWORD", environment("STEMMA_TEST_PG_PASSWORD"));
        settings.putAll(s3(bucket));
        settings.putAll(more);
        Path program = Path.of(System.getProperty("stemma.server.dir"));
        return new Installation(folder.resolve("data"), program, settings, postgres, bucket);
    }

    /** What a server needs to keep its objects in this bucket. */
    static Map<String, String> s3(S3Config bucket) {
        return Map.of(
                "STEMMA_STORE_KIND", "s3",
                "STEMMA_STORE_S3_ENDPOINT", bucket.endpoint().toString(),
                "STEMMA_STORE_S3_REGION", bucket.region(),
                "STEMMA_STORE_S3_PATH_STYLE", "true",
                "STEMMA_STORE_S3_ACCESS_KEY", bucket.accessKey(),
                "STEMMA_STORE_S3_SECRET_KEY", bucket.secretKey(),
                "STEMMA_STORE_S3_BUCKET", bucket.bucket());
    }

    private static Map<String, String> withToken(Path folder, Map<String, String> more) throws IOException {
        Files.createDirectories(folder);
        Path token = folder.resolve("admin-token");
        Files.writeString(token, TOKEN + "\n");
        Map<String, String> settings = new HashMap<>(more);
        settings.put("STEMMA_ADMIN_TOKEN_FILE", token.toString());
        settings.put("STEMMA_VALIDATION_WORKERS", "0");
        return settings;
    }

    /** Starts a server on it, with these flags of the JVM. */
    RegistryProcess start(String... flags) {
        return RegistryProcess.start(program, data, settings, List.of(flags));
    }

    /** The same for a server that will not live long: it is not worth while to compile much for it. */
    RegistryProcess startBriefly(String... flags) {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("-XX:TieredStopAtLevel=1");
        return RegistryProcess.start(program, data, settings, all);
    }

    /** The administrator's token. */
    String token() {
        return TOKEN;
    }

    /** The server's own folder. */
    Path data() {
        return data;
    }

    /** While no server runs: what rows name and the store does not hold; then what the store holds and no row names. */
    Leftovers leftovers() throws Exception {
        TreeSet<String> rows = new TreeSet<>(keys("select object_key from stored_pack"));
        rows.addAll(keys("select recipe_key from stored_blob"));
        TreeSet<String> objects = new TreeSet<>(objects());
        TreeSet<String> dangling = new TreeSet<>(rows);
        dangling.removeAll(objects);
        objects.removeAll(rows);
        // The ledger is there for when there are no rows any more.
        objects.removeIf(key -> key.startsWith("ledger/"));
        keys("select object_key from retired_pack").forEach(objects::remove);
        return new Leftovers(List.copyOf(dangling), List.copyOf(objects));
    }

    /**
     * What database and objects disagree about.
     *
     * @param dangling keys that rows name, without an object
     * @param orphans objects that no row names
     */
    record Leftovers(List<String> dangling, List<String> orphans) {}

    private List<String> keys(String query) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }

    private Connection connect() throws SQLException {
        return postgres == null
                ? DriverManager.getConnection("jdbc:h2:file:" + data + "/db/stemma;WRITE_DELAY=0", "stemma", "")
                : DriverManager.getConnection(
                        postgres.url(), environment("STEMMA_TEST_PG_USER"), environment("STEMMA_TEST_PG_PASSWORD"));
    }

    /** The keys of all objects. */
    List<String> objects() throws Exception {
        if (bucket == null) {
            return list(FileObjectStore.open(data.resolve("objects")));
        }
        try (S3ObjectStore store = S3ObjectStore.connect(bucket)) {
            return list(store);
        }
    }

    private static List<String> list(ObjectStore store) {
        List<String> keys = new ArrayList<>();
        String after = "";
        int found;
        do {
            var page = store.list("", after, 1000);
            page.forEach(object -> keys.add(object.key()));
            found = page.size();
            after = keys.isEmpty() ? "" : keys.getLast();
        } while (found == 1000);
        return keys;
    }

    @Override
    public void close() throws SQLException {
        if (postgres != null) {
            postgres.close();
        }
    }
}
