package dev.stemma.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.cli.fake.Cli;
import dev.stemma.cli.fake.FakeRegistry;
import dev.stemma.cli.json.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A later version comes as its differences to what is here, and whatever goes wrong with that, it comes. */
final class PlannedPullTest {
    private static final int FLOATS = 3_900_000;
    private static final int TENSORS = 6;

    @TempDir
    Path folder;

    private FakeRegistry registry;
    private Cli cli;
    private Path work;
    private byte[] second = new byte[0];

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        work = Files.createDirectory(folder.resolve("work"));
        cli = new Cli(work, folder).on(registry);
        float[] weights = new float[FLOATS];
        push(step(weights, 1, 0.05f));
        cli.run("pull", "acme/m:v1", "-o", "out");
        second = push(step(weights, 2, 1e-5f));
        registry.encode("acme/m", 2, "acme/m", 1);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static float[] step(float[] weights, long seed, float size) {
        Random random = new Random(seed);
        for (int i = 0; i < weights.length; i++) {
            weights[i] += (float) random.nextGaussian() * size;
        }
        return weights;
    }

    private byte[] push(float[] weights) throws IOException {
        StringBuilder header = new StringBuilder("{");
        int each = FLOATS / TENSORS;
        for (int i = 0; i < TENSORS; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"t")
                    .append(i)
                    .append("\":{\"dtype\":\"F32\",\"shape\":[")
                    .append(each)
                    .append("],\"data_offsets\":[")
                    .append(4 * each * i)
                    .append(',')
                    .append(4 * each * (i + 1))
                    .append("]}");
        }
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + 4 * FLOATS).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        for (float weight : weights) {
            file.putFloat(weight);
        }
        Files.write(work.resolve("model.safetensors"), file.array());
        assertEquals(
                0,
                cli.run("push", "model.safetensors", "acme/m", "--code", "none").exit());
        return file.array();
    }

    private long pulled(String... more) throws IOException {
        String[] words = Stream.concat(
                        Stream.of("pull", "acme/m:v2", "-o", "out", "--force", "--json"), Stream.of(more))
                .toArray(String[]::new);
        Cli.Result pull = cli.run(words);
        assertEquals(0, pull.exit(), pull.err());
        assertArrayEquals(second, Files.readAllBytes(work.resolve("out/model.safetensors")));
        return JsonReader.parseObject(pull.out().getBytes(StandardCharsets.UTF_8))
                .array("items")
                .objects()
                .getFirst()
                .integer("receivedBytes");
    }

    private long requests(String part) {
        return registry.requests.stream().filter(line -> line.contains(part)).count();
    }

    @Test
    void whoHasTheEarlierVersionReceivesDifferences() throws IOException {
        long received = pulled();
        assertTrue(received > 0 && received < second.length / 2, received + " of " + second.length);
        assertEquals(0, requests("versions/v2/files/"));
        try (Stream<Path> left = Files.list(work.resolve("out"))) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith(".stemma-tmp")));
        }
    }

    @Test
    void theCacheHelpsWhereTheFolderIsEmpty() throws IOException {
        cli.variable("STEMMA_CACHE_SIZE", "1GB");
        assertEquals(0, cli.run("pull", "acme/m:v1", "-o", "elsewhere").exit());
        cli.variable("STEMMA_TRANSFER", "delta");
        cli.run("pull", "acme/m:v2", "-o", "fresh");
        assertEquals(0, requests("versions/v2/files/"));
        assertArrayEquals(second, Files.readAllBytes(work.resolve("fresh/model.safetensors")));
    }

    @Test
    void wholeMeansWhole() throws IOException {
        cli.variable("STEMMA_TRANSFER", "whole");
        assertEquals(second.length, pulled());
        assertEquals(0, requests("/plan"));
    }

    @Test
    void anEditedEarlierVersionIsNotBuiltOn() throws IOException {
        // In the middle lies a base; at the start what both versions have, which would only be copied.
        for (int at : new int[] {second.length / 2, 20}) {
            assertEquals(0, cli.run("pull", "acme/m:v1", "-o", "out", "--force").exit());
            byte[] edited = Files.readAllBytes(work.resolve("out/model.safetensors"));
            edited[at] ^= 1;
            Files.write(work.resolve("out/model.safetensors"), edited);
            assertEquals(second.length, pulled());
        }
    }

    @Test
    void aRegistryWithoutPlansOrWithWrongOnesIsAskedForTheWholeFile() throws IOException {
        registry.fault(exchange -> {
            boolean plan = exchange.getRequestURI().getPath().endsWith("/plan");
            if (plan) {
                FakeRegistry.answer(exchange, 200, "STMPLAN\1garbage".getBytes(StandardCharsets.UTF_8));
            }
            return plan;
        });
        assertEquals(second.length, pulled());
        registry.heal();
        registry.fault(exchange -> {
            boolean plan = exchange.getRequestURI().getPath().endsWith("/plan");
            if (plan) {
                FakeRegistry.problem(exchange, 404, "NOT_FOUND", "no such route");
            }
            return plan;
        });
        assertEquals(0, cli.run("pull", "acme/m:v1", "-o", "out", "--force").exit());
        assertEquals(second.length, pulled());
    }

    @Test
    void damagedFramesAreNotInstalled() throws IOException {
        registry.fault(exchange -> {
            boolean frames = exchange.getRequestURI().getPath().endsWith("/frames");
            if (frames) {
                FakeRegistry.answer(exchange, 200, new byte[600_000]);
            }
            return frames;
        });
        assertEquals(second.length, pulled());
    }

    @Test
    void aPlanThatWasOvertakenIsAskedForAgain() throws IOException {
        AtomicInteger frames = new AtomicInteger();
        registry.fault(exchange -> {
            boolean first = exchange.getRequestURI().getPath().endsWith("/frames") && frames.getAndIncrement() == 0;
            if (first) {
                FakeRegistry.problem(exchange, 409, "PLAN_CHANGED", "encoded anew");
            }
            return first;
        });
        cli.variable("STEMMA_TRANSFER", "delta");
        assertTrue(pulled() < second.length / 2);
        assertEquals(2, requests("/plan"));
    }

    @Test
    void whatArrivedBeforeACutIsNotFetchedAgain() throws IOException {
        AtomicInteger frames = new AtomicInteger();
        registry.fault(exchange -> {
            boolean cut = exchange.getRequestURI().getPath().endsWith("/frames") && frames.getAndIncrement() == 1;
            if (cut) {
                FakeRegistry.problem(exchange, 401, "UNAUTHENTICATED", "revoked meanwhile");
            }
            return cut;
        });
        Cli.Result cut = cli.run("pull", "acme/m:v2", "-o", "out", "--force", "--jobs", "1");
        assertEquals(4, cut.exit(), cut.err());
        registry.heal();
        long rest = pulled();
        assertTrue(rest > 0 && rest < second.length / 4, rest + " of " + second.length);
    }

    @Test
    void aPushIsEncodedAgainstWhatIsHereWhenTheLinkIsSlow() throws IOException {
        cli.variable("STEMMA_CACHE_SIZE", "1GB").variable("STEMMA_TRANSFER", "delta");
        float[] weights = step(new float[FLOATS], 1, 0.05f);
        assertEquals(0, cli.run("pull", "acme/m:v1", "-o", "elsewhere").exit());
        long before = registry.packBytes.get();
        byte[] third = push(step(weights, 3, 1e-5f));
        long sent = registry.packBytes.get() - before;
        assertTrue(sent > 0 && sent < third.length / 2, sent + " of " + third.length);
        cli.variable("STEMMA_CACHE_SIZE", "0").variable("STEMMA_TRANSFER", "whole");
        assertEquals(0, cli.run("pull", "acme/m:v3", "-o", "third").exit());
        assertArrayEquals(third, Files.readAllBytes(work.resolve("third/model.safetensors")));
    }

    @Test
    void aRegistryThatTakesNoEncodedPacksGetsRawOnes() throws IOException {
        cli.variable("STEMMA_CACHE_SIZE", "1GB").variable("STEMMA_TRANSFER", "delta");
        float[] weights = step(new float[FLOATS], 1, 0.05f);
        assertEquals(0, cli.run("pull", "acme/m:v1", "-o", "elsewhere").exit());
        AtomicInteger packs = new AtomicInteger();
        registry.fault(exchange -> {
            boolean refused = exchange.getRequestURI().getPath().contains("/packs/") && packs.getAndIncrement() == 0;
            if (refused) {
                FakeRegistry.problem(exchange, 422, "PACK_INVALID", "a base went away");
            }
            return refused;
        });
        byte[] third = push(step(weights, 3, 1e-5f));
        registry.heal();
        registry.fault(exchange -> {
            boolean bases = exchange.getRequestURI().getPath().endsWith("/bases");
            if (bases) {
                FakeRegistry.problem(exchange, 404, "NOT_FOUND", "no such route");
            }
            return bases;
        });
        byte[] fourth = push(step(weights, 4, 1e-5f));
        cli.variable("STEMMA_CACHE_SIZE", "0").variable("STEMMA_TRANSFER", "whole");
        assertEquals(0, cli.run("pull", "acme/m:v3", "-o", "third").exit());
        assertEquals(0, cli.run("pull", "acme/m:v4", "-o", "fourth").exit());
        assertArrayEquals(third, Files.readAllBytes(work.resolve("third/model.safetensors")));
        assertArrayEquals(fourth, Files.readAllBytes(work.resolve("fourth/model.safetensors")));
    }
}
