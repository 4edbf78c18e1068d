package dev.stemma.blob.object.s3;

import dev.stemma.blob.Digest;
import io.minio.Http;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Headers of a put. Checksums that are set here keep the SDK from computing slower ones of its own. */
final class S3Headers {

    private S3Headers() {}

    static Http.Headers put(byte[] bytes, S3Config config) {
        byte[] sha256 = Digest.of(bytes).bytes();
        Map<String, String> headers = new HashMap<>();
        headers.put("x-amz-content-sha256", HexFormat.of().formatHex(sha256));
        headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(sha256));
        headers.put("x-amz-sdk-checksum-algorithm", "SHA256");
        headers.put("Content-Type", "application/octet-stream");
        if (config.serverSideEncryption() != null) {
            headers.put("x-amz-server-side-encryption", config.serverSideEncryption());
        }
        return new Http.Headers(headers);
    }
}
