package dev.stemma.registry.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stemma.blob.Digest;
import dev.stemma.blob.Seed;
import dev.stemma.fault.FaultProxy;
import dev.stemma.fault.Form;
import dev.stemma.fault.Link;
import dev.stemma.registry.e2e.RegistryProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P5: pushes whose connections are cut, reset, flipped, duplicated or truncated never leave anything visible that is wrong. */
final class DamagedPushesIT {

    /** A hole would only wait for somebody's patience, so it is left out. */
    static final List<Link.Kind> KINDS = List.of(
            Link.Kind.CUT,
            Link.Kind.RESET,
            Link.Kind.HALF_CLOSE,
            Link.Kind.FLIP,
            Link.Kind.DUPLICATE,
            Link.Kind.TRUNCATE);

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void noDamagedPushIsVisible() throws Exception {
        Random random = Seed.random("noDamagedPushIsVisible");
        int pushes = Form.count(60, 500);
        List<Client.Version> acknowledged = new ArrayList<>();
        Map<Link.Kind, Integer> faults = new EnumMap<>(Link.Kind.class);
        int visible;
        try (Installation registry = Installation.embedded(folder, Map.of("QUARKUS_HTTP_READ_TIMEOUT", "2S"))) {
            try (RegistryProcess server = registry.start();
                    Client direct = new Client(URI.create(server.url()), registry.token())) {
                for (int i = 0; i < pushes; i++) {
                    push(server, registry.token(), random, i, acknowledged, faults);
                }
                visible = checkAllVisible(direct);
                for (Client.Version version : acknowledged) {
                    assertEquals(version.content(), direct.content(version).orElseThrow());
                }
            }
            Installation.Leftovers leftovers = registry.leftovers();
            assertEquals(List.of(), leftovers.dangling());
            assertEquals(List.of(), leftovers.orphans());
            assertEquals(List.of(), temporaries(registry.data()));
        }
        int happened = faults.values().stream().mapToInt(Integer::intValue).sum();
        Form.record(
                "P5 disk and H2",
                pushes + " pushes, " + happened + " damaged " + faults + ", " + acknowledged.size() + " acknowledged, "
                        + visible + " visible, 0 with other bytes, 0 left over");
        assertTrue(happened >= pushes / 2, () -> "hardly anything was damaged: " + faults);
    }

    /** One push through a proxy of its own whose first connection suffers one fault somewhere in it. */
    private static void push(
            RegistryProcess server,
            String token,
            Random random,
            int number,
            List<Client.Version> acknowledged,
            Map<Link.Kind, Integer> faults)
            throws IOException {
        byte[] bytes = new byte[1 + random.nextInt(200_000)];
        random.nextBytes(bytes);
        Link link = Link.up(KINDS.get(number % KINDS.size()).draw(random, bytes.length + 1500L));
        Client.Draft draft = new Client.Draft("damaged/m" + number % 3, bytes);
        try (FaultProxy proxy = FaultProxy.before(URI.create(server.url()), n -> n == 0 ? link : Link.CLEAN);
                Client client = new Client(proxy.uri(), token)) {
            try {
                acknowledged.add(random.nextBoolean() ? client.pushWhole(draft) : client.pushPacked(draft));
            } catch (IOException e) {
                // As it should be.
            }
            proxy.traffic().faults().forEach((kind, times) -> faults.merge(kind, times, Integer::sum));
        }
    }

    /** Reads every file of every version and compares it with what its manifest says. */
    private static int checkAllVisible(Client direct) throws IOException {
        int visible = 0;
        for (JsonNode name : direct.document("/models?limit=1000").get("items")) {
            String path = "/models/" + name.get("name").asText();
            for (JsonNode version :
                    direct.document(path + "/versions?limit=1000").get("items")) {
                for (JsonNode file : version.get("files")) {
                    byte[] bytes = direct.bytes(
                            path + "/versions/" + version.get("version").asText() + "/files/"
                                    + file.get("path").asText());
                    assertEquals(file.get("sha256").asText(), Digest.of(bytes).toString());
                    visible++;
                }
            }
        }
        return visible;
    }

    private static List<Path> temporaries(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(".tmp-")
                            || file.startsWith(data.resolve("work/uploads")))
                    .toList();
        }
    }
}
