package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.fault.Form;
import dev.stemma.registry.e2e.RegistryProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P14: when the system refuses to write or to force, a push is refused with a code, and what was acknowledged stays. */
@Timeout(180)
final class FailingCallsIT {

    private static final Client.Draft REFUSED = draft(3);

    @TempDir
    Path folder;

    private final List<Client.Version> acknowledged = new ArrayList<>();
    private long injected;

    @BeforeEach
    void straceIsNeeded() {
        Assumptions.assumeTrue(
                Strace.possible(), "NOT TESTED: failing system calls, since strace is not here or may not be used");
    }

    /** The names of objects can't be forced: the store says so, and the same server goes on afterwards. */
    @Test
    void aFolderThatCannotBeForcedRefusesThePush() throws Exception {
        try (Installation registry = Installation.embedded(folder)) {
            acknowledgeTwo(registry);
            try (RegistryProcess server = registry.start();
                    Client client = new Client(URI.create(server.url()), registry.token())) {
                String answer = refusal(server, client, "fsync", "EIO", foldersOfObjects(registry));
                assertEquals("503 STORE_UNAVAILABLE", answer);
                acknowledged.add(client.pushWhole(REFUSED));
            }
            checkAll(registry);
            record("fsync EIO of objects", answered("503 STORE_UNAVAILABLE") + "went through without a restart");
        }
    }

    /** The database can't be forced: the version may not be acknowledged, whatever is in the files. */
    @Test
    void aDatabaseThatCannotBeForcedRefusesThePush() throws Exception {
        refusedByTheDatabase("fsync", "EIO");
    }

    @Test
    void aDatabaseWithoutRoomRefusesThePush() throws Exception {
        refusedByTheDatabase("pwrite64", "ENOSPC");
    }

    /** H2 closes itself after that; what was acknowledged is there when the server is started again. */
    private void refusedByTheDatabase(String call, String error) throws Exception {
        try (Installation registry = Installation.embedded(folder)) {
            acknowledgeTwo(registry);
            String answer;
            try (RegistryProcess server = registry.start();
                    Client client = new Client(URI.create(server.url()), registry.token())) {
                Path database = registry.data().resolve("db/stemma.mv.db");
                answer = refusal(server, client, call, error, List.of(database));
                assertEquals("503 DATABASE_UNAVAILABLE", answer, server.log());
                server.kill(); // what can't write may not end in order either
            }
            checkAll(registry);
            record(call + " " + error + " of H2", answered(answer) + "went through after a restart");
        }
    }

    private void acknowledgeTwo(Installation registry) throws Exception {
        try (RegistryProcess server = registry.start();
                Client client = new Client(URI.create(server.url()), registry.token())) {
            acknowledged.add(client.pushWhole(draft(1)));
            acknowledged.add(client.pushPacked(draft(2)));
        }
    }

    /** What is answered to a push while these calls fail: status and code. */
    private String refusal(RegistryProcess server, Client client, String call, String error, List<Path> paths)
            throws IOException {
        Path log = folder.resolve("calls");
        String answer;
        try (Strace _ = Strace.failing(server.process(), log, call, error, paths)) {
            answer = assertThrows(Client.Refused.class, () -> client.pushWhole(REFUSED))
                    .answer();
        }
        try (Stream<String> calls = Files.lines(log)) {
            injected = calls.filter(line -> line.contains("(INJECTED)")).count();
        }
        assertTrue(injected > 0, "no call failed, so nothing was tried");
        return answer;
    }

    private void checkAll(Installation registry) throws Exception {
        assertEquals(List.of(), registry.leftovers().dangling());
        try (RegistryProcess server = registry.start();
                Client client = new Client(URI.create(server.url()), registry.token())) {
            for (Client.Version version : acknowledged) {
                assertEquals(version.content(), client.content(version).orElseThrow());
            }
            assertEquals(REFUSED.version(), client.pushWhole(REFUSED));
        }
    }

    private String answered(String answer) {
        return injected + " calls failed, the push was refused with " + answer + ", 0 of " + acknowledged.size()
                + " acknowledged lost, the same push ";
    }

    private static void record(String what, String counters) throws IOException {
        Form.record("P14 " + what, counters);
    }

    /** All that an object may come to lie in. */
    private static List<Path> foldersOfObjects(Installation registry) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String kind : List.of("packs", "recipes")) {
            for (int i = 0; i < 256; i++) {
                folders.add(Files.createDirectories(
                        registry.data().resolve("objects").resolve(kind).resolve("%02x".formatted(i))));
            }
        }
        return folders;
    }

    private static Client.Draft draft(int seed) {
        byte[] bytes = new byte[200_000];
        new Random(seed).nextBytes(bytes);
        return new Client.Draft("calls/m", bytes);
    }
}
