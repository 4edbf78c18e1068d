package dev.stemma.blob.object.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Digest;
import dev.stemma.blob.hot.DirectFiles;
import dev.stemma.blob.hot.DirectPart;
import dev.stemma.blob.hot.HotEvents;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotLimits;
import dev.stemma.blob.hot.InMemoryHotIndex;
import dev.stemma.blob.object.DirectReads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an address gives to somebody without credentials, and what it does not give. */
abstract class DirectReadsContract {

    private static final int SIZE = (20 << 20) + 7;

    private final HttpClient anybody = HttpClient.newHttpClient();
    private S3Config config;
    private S3ObjectStore store;
    private S3DirectReads reads;

    /** A bucket that nobody else uses. */
    abstract S3Config bucket() throws Exception;

    @BeforeEach
    void connect() throws Exception {
        config = bucket();
        store = S3ObjectStore.connect(config);
        reads = new S3DirectReads(config);
    }

    @AfterEach
    void disconnect() {
        store.close();
        reads.close();
        anybody.close();
    }

    @Test
    void theAddressesOfAHotFileGiveItsBytesByRange() throws Exception {
        byte[] bytes = random(SIZE);
        HotFiles hot = hot();
        BlobInfo file = new BlobInfo(Digest.of(bytes), bytes.length);
        DirectFiles direct = new DirectFiles(hot, reads);
        assertEquals(List.of(), direct.parts(file, 0), "not hot yet");
        hot.keep(file, new ByteArrayInputStream(bytes));
        List<DirectPart> parts = direct.parts(file, 0);
        assertEquals(2, parts.size());
        assertEquals(SIZE, parts.stream().mapToLong(DirectPart::sizeBytes).sum());
        for (DirectPart part : parts) {
            HttpResponse<byte[]> answer = get(part.address(), "bytes=5-" + (part.sizeBytes() - 1));
            assertEquals(206, answer.statusCode());
            int from = (int) part.offset() + 5;
            assertArrayEquals(Arrays.copyOfRange(bytes, from, from + part.sizeBytes() - 5), answer.body());
        }
        assertEquals(
                parts.get(1).offset(), direct.parts(file, 17 << 20).getFirst().offset());
        assertEquals(List.of(), new DirectFiles(hot, DirectReads.NONE).parts(file, 0));
    }

    @Test
    void anAddressWorksForItsKeyAndForReadingOnly() throws Exception {
        store.put("hot/aa/one.0", 3, new ByteArrayInputStream(text("one")));
        store.put("hot/aa/two.0", 3, new ByteArrayInputStream(text("two")));
        URI one = reads.address("hot/aa/one.0").orElseThrow();
        HttpResponse<byte[]> answer = get(one, "bytes=0-");
        assertArrayEquals(text("one"), answer.body());
        assertEquals(
                "attachment", answer.headers().firstValue("Content-Disposition").orElse("none"));
        assertRefused(one.toString().replace("one.0", "two.0"));
        assertRefused(one.toString().replace("X-Amz-Expires=60", "X-Amz-Expires=6000"));
        assertRefused(one.toString().replaceAll("[?].*", ""));
        HttpRequest put = HttpRequest.newBuilder(one)
                .PUT(HttpRequest.BodyPublishers.ofString("new"))
                .build();
        assertEquals(
                403, anybody.send(put, HttpResponse.BodyHandlers.ofString()).statusCode());
        assertEquals(3, store.head("hot/aa/one.0").orElseThrow().sizeBytes());
    }

    @Test
    void theTextOfAPartKeepsTheSignatureSecret() {
        URI address = reads.address("hot/aa/one.0").orElseThrow();
        assertTrue(address.getQuery().contains("X-Amz-Signature="));
        assertFalse(new DirectPart(0, 3, address).toString().contains("http"));
    }

    private void assertRefused(String address) throws Exception {
        assertEquals(403, get(URI.create(address), "bytes=0-").statusCode());
    }

    private HttpResponse<byte[]> get(URI address, String range) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).header("Range", range).build();
        return anybody.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private HotFiles hot() {
        return new HotFiles(
                store,
                new InMemoryHotIndex(),
                UUID::randomUUID,
                Clock.systemUTC(),
                new HotLimits(1L << 30, 2),
                HotEvents.NONE);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
