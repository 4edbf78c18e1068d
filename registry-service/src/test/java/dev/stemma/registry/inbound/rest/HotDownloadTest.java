package dev.stemma.registry.inbound.rest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotIndex;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.registry.inbound.Api;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Downloads of a file that is kept whole, and of one whose hot objects were deleted by hand. */
@QuarkusTest
class HotDownloadTest {

    private final HotFiles hot;
    private final HotIndex index;
    private final BlobStore blobs;
    private final ObjectStore objects;

    @Inject
    HotDownloadTest(HotFiles hot, HotIndex index, BlobStore blobs, ObjectStore objects) {
        this.hot = hot;
        this.index = index;
        this.blobs = blobs;
        this.objects = objects;
    }

    @Test
    void aDownloadComesFromHotObjectsWhileTheyAreThereAndNobodyNoticesWhenTheyGo() throws IOException {
        byte[] bytes = new byte[2 << 20];
        new Random(1).nextBytes(bytes);
        Digest digest = Api.put("models/hot/model", bytes);
        Api.json(
                Api.commit("models/hot/model", Api.manifest("models/hot/model", "model.bin", bytes.length, digest)),
                201);
        BlobInfo file = blobs.find(digest).orElseThrow();
        try (InputStream in = blobs.open(digest, 0, bytes.length)) {
            hot.keep(file, in);
        }
        assertTrue(hot.has(file));
        double hits = hits();
        assertArrayEquals(bytes, download());
        assertEquals(hits + bytes.length, hits());
        String key = index.find(digest).orElseThrow().key();
        objects.list(key, "", 10).forEach(object -> objects.delete(object.key()));
        assertArrayEquals(bytes, download());
        assertEquals(hits + bytes.length, hits());
        assertTrue(index.find(digest).isEmpty());
    }

    private static byte[] download() {
        return Api.admin()
                .get("/api/v1/models/hot/model/versions/v1/files/model.bin")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    /** Bytes that the server says came from hot files. */
    private static double hits() {
        String name = "stemma_hot_bytes_total{event=\"hit\"}";
        return Api.admin()
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }
}
