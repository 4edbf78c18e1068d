package dev.stemma.registry.outbound.panache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded database acknowledged is there after the process was killed at any moment. */
final class EmbeddedDurabilityTest {

    private static final int KILLS = 5;
    private static final int CONTROL_KILLS = 20;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @TempDir
    Path directory;

    /** The URL of the embedded server, as it is configured. */
    private String productionUrl() throws IOException {
        Properties properties = new Properties();
        try (InputStream in =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("application.properties")) {
            properties.load(in);
        }
        return properties
                .getProperty("stemma.database.embedded-url")
                .replace("${stemma.data-dir}", directory.toString());
    }

    private String defaultUrl() {
        return "jdbc:h2:file:" + directory + "/db/default";
    }

    @Test
    void whatWasAcknowledgedSurvivesKills(TestReporter reporter) throws Exception {
        Set<Long> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(writeUntilKilled(productionUrl(), "sync", kill));
            Set<Long> lost = lost(productionUrl(), acknowledged);
            assertEquals(Set.of(), lost, "lost after kill " + kill + " of " + acknowledged.size() + ", seed " + seed);
        }
        reporter.publishEntry(acknowledged.size() + " rows acknowledged, " + KILLS + " kills, 0 lost, seed " + seed);
        assertTrue(acknowledged.size() > KILLS, "the writer hardly wrote: " + acknowledged.size());
    }

    /** Without this one, the test above could pass on settings that keep nothing. */
    @Test
    void theDefaultSettingsOfH2LoseAcknowledgedRows(TestReporter reporter) throws Exception {
        Set<Long> acknowledged = new HashSet<>();
        Set<Long> lost = Set.of();
        for (int kill = 0; kill < CONTROL_KILLS && lost.isEmpty(); kill++) {
            acknowledged.addAll(writeUntilKilled(defaultUrl(), "trust", kill));
            lost = lost(defaultUrl(), acknowledged);
        }
        reporter.publishEntry(acknowledged.size() + " rows acknowledged, " + lost.size() + " lost, seed " + seed);
        assertFalse(lost.isEmpty(), "nothing was lost in " + CONTROL_KILLS + " kills, seed " + seed);
    }

    @Test
    void theCheckOfTheSettingsTellsThemApart() throws Exception {
        assertEquals(Optional.empty(), database(productionUrl()).durabilityProblem());
        assertFalse(database(defaultUrl()).durabilityProblem().isEmpty());
    }

    private static Database database(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("stemma");
        return new Database(source);
    }

    private List<Long> writeUntilKilled(String url, String mode, int round) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        DurabilityWriter.class.getName(),
                        url,
                        Long.toString(1_000_000L * round),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> acknowledged = new ArrayList<>();
        try (BufferedReader lines = writer.inputReader(StandardCharsets.US_ASCII)) {
            int killAfter = 1 + random.nextInt(300);
            String rest = "";
            int read = lines.read();
            while (read >= 0) {
                if (read == '\n') {
                    acknowledged.add(Long.parseLong(rest));
                    rest = "";
                    if (acknowledged.size() == killAfter) {
                        // The process's own method would close the pipe that we still read from.
                        writer.toHandle().destroyForcibly();
                    }
                } else {
                    rest += (char) read;
                }
                read = lines.read();
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertFalse(acknowledged.isEmpty(), "the writer acknowledged nothing");
        return acknowledged;
    }

    private static String classPath() throws URISyntaxException {
        List<String> places = new ArrayList<>();
        for (Class<?> type : Stream.of(DurabilityWriter.class, GroupSync.class, JdbcDataSource.class)
                .toList()) {
            places.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, places);
    }

    private static Set<Long> lost(String url, Set<Long> acknowledged) throws SQLException {
        Set<Long> lost = new HashSet<>(acknowledged);
        try (Connection connection = DriverManager.getConnection(url, "stemma", "");
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists acknowledged (n bigint primary key, padding varchar(200))");
            try (ResultSet rows = statement.executeQuery("select n from acknowledged")) {
                while (rows.next()) {
                    lost.remove(rows.getLong(1));
                }
            }
        }
        return lost;
    }
}
