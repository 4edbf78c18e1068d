package dev.stemma.blob.object.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.Digest;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a server says when something is wrong on our side, for every server that the contracts run on. */
abstract class S3TroubleContract {

    /** A configuration for a bucket that exists. */
    abstract S3Config goodConfig() throws Exception;

    @Test
    void aMissingBucketIsSaidInOneSentenceByEveryCall() throws Exception {
        S3Config good = goodConfig();
        S3Config config = S3Buckets.config(good.endpoint(), good.accessKey(), good.secretKey(), "no-such-bucket", "");
        try (S3ObjectStore store = S3ObjectStore.connect(config)) {
            for (Executable call : new Executable[] {
                () -> store.put("a/b", 1, new ByteArrayInputStream(new byte[1])),
                () -> store.open("a/b", 0, 1).close(),
                () -> store.head("a/b"),
                () -> store.list("", "", 10),
                store::checkBucket
            }) {
                StoreUnavailable e = assertThrows(StoreUnavailable.class, call);
                assertEquals(
                        "There is no bucket \"no-such-bucket\" at " + good.endpoint()
                                + ": create it or correct the configured name",
                        e.getMessage());
                assertFalse(e.passing());
            }
        }
    }

    @Test
    void wrongCredentialsAreSaidToBeWrong() throws Exception {
        S3Config good = goodConfig();
        S3Config config =
                S3Buckets.config(good.endpoint(), good.accessKey(), "not-" + good.secretKey(), good.bucket(), "");
        try (S3ObjectStore store = S3ObjectStore.connect(config)) {
            StoreUnavailable e = assertThrows(
                    StoreUnavailable.class, () -> store.put("a/b", 1, new ByteArrayInputStream(new byte[1])));
            assertTrue(String.valueOf(e.getMessage()).contains("check the credentials"), e::getMessage);
            assertFalse(e.passing());
        }
    }

    @Test
    void aServerThatDoesNotAnswerMayComeBack() throws Exception {
        S3Config good = goodConfig();
        S3Config config = S3Buckets.config(unusedEndpoint(), good.accessKey(), good.secretKey(), "any", "");
        try (S3ObjectStore store = S3ObjectStore.connect(config)) {
            StoreUnavailable e = assertThrows(StoreUnavailable.class, () -> store.head("a/b"));
            assertTrue(String.valueOf(e.getMessage()).startsWith("Cannot reach the object store at "), e::getMessage);
            assertTrue(e.passing());
        }
    }

    @Test
    void aGoodBucketPassesTheCheck() throws Exception {
        try (S3ObjectStore store = S3ObjectStore.connect(goodConfig())) {
            store.checkBucket();
        }
    }

    @Test
    void aPrefixKeepsStoresInOneBucketApart() throws Exception {
        S3Config good = goodConfig();
        try (S3ObjectStore one = S3ObjectStore.connect(prefixed(good, "one/"));
                S3ObjectStore two = S3ObjectStore.connect(prefixed(good, "two/"))) {
            one.put("a", 1, new ByteArrayInputStream(new byte[1]));
            two.put("b", 2, new ByteArrayInputStream(new byte[2]));
            assertEquals("a", one.list("", "", 10).getFirst().key());
            assertEquals("b", two.list("", "", 10).getFirst().key());
            assertTrue(one.head("b").isEmpty());
            try (InputStream in = two.open("b", 0, 2)) {
                assertEquals(2, in.readAllBytes().length);
            }
        }
    }

    /** The fast path leaves checking to the server, so the server must do it: bytes under a false hash are refused. */
    @Test
    void theServerVerifiesWhatItReceives() throws Exception {
        S3Config config = goodConfig();
        byte[] bytes = {1, 2, 3};
        Http.Headers lie = new Http.Headers(Map.of(
                "x-amz-content-sha256", Digest.of(new byte[] {9}).hex(), "Content-Type", "application/octet-stream"));
        PutObjectAPIArgs args = PutObjectAPIArgs.builder()
                .bucket(config.bucket())
                .object("lie")
                .data(bytes, bytes.length)
                .headers(lie)
                .build();
        try (MinioAsyncClient client = S3Connections.client(config);
                S3ObjectStore store = S3ObjectStore.connect(config)) {
            assertThrows(ExecutionException.class, () -> client.putObject(args).get());
            assertTrue(store.head("lie").isEmpty());
        }
    }

    private static S3Config prefixed(S3Config config, String prefix) {
        return S3Buckets.config(config.endpoint(), config.accessKey(), config.secretKey(), config.bucket(), prefix);
    }

    private static URI unusedEndpoint() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
