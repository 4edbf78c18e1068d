package dev.stemma.registry.inbound.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import dev.stemma.registry.inbound.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Large files pass through without being held. */
@QuarkusTest
class StreamingTest {

    private static final int PIECE = 1 << 20;
    private static final int PIECES = 200;
    /** Less than what is sent before memory is looked at; two packs of 64 MiB may be under way. */
    private static final long BOUND = 128L << 20;

    @Test
    void twoHundredMegabytesGoInAndComeOutInBoundedMemory() throws IOException {
        Hasher hasher = new Hasher();
        for (int i = 0; i < PIECES; i++) {
            hasher.update(piece(i), 0, PIECE);
        }
        Digest digest = hasher.digest();
        long before = usedBytes();
        assertBounded(upload(digest) - before);
        String manifest = Api.manifest("models/streaming/large", "large.bin", (long) PIECE * PIECES, digest);
        assertEquals(201, Api.commit("models/streaming/large", manifest).statusCode());
        assertBounded(download(digest) - before);
    }

    private static void assertBounded(long heldBytes) {
        assertTrue(heldBytes < BOUND, heldBytes + " bytes are held in memory");
    }

    /** The heap in use when three quarters were sent. */
    private static long upload(Digest digest) throws IOException {
        HttpURLConnection connection = open("/api/v1/models/streaming/large/blobs/" + digest);
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode((long) PIECE * PIECES);
        long used = 0;
        try (OutputStream out = connection.getOutputStream()) {
            for (int i = 0; i < PIECES; i++) {
                out.write(piece(i));
                used = i == PIECES * 3 / 4 ? usedBytes() : used;
            }
        }
        assertEquals(201, connection.getResponseCode());
        return used;
    }

    private static long download(Digest digest) throws IOException {
        HttpURLConnection connection = open("/api/v1/models/streaming/large/versions/v1/files/large.bin");
        Hasher hasher = new Hasher();
        long used = 0;
        try (InputStream in = connection.getInputStream()) {
            for (int i = 0; i < PIECES; i++) {
                hasher.update(in.readNBytes(PIECE), 0, PIECE);
                used = i == PIECES / 4 ? usedBytes() : used;
            }
            assertEquals(-1, in.read());
        }
        assertEquals(digest, hasher.digest());
        return used;
    }

    private static HttpURLConnection open(String path) throws IOException {
        var url = URI.create("http://127.0.0.1:" + RestAssured.port + path).toURL();
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + Api.administrator());
        return connection;
    }

    private static byte[] piece(int number) {
        byte[] piece = new byte[PIECE];
        new java.util.Random(number).nextBytes(piece);
        return piece;
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
