package dev.stemma.blob.object.s3;

import dev.stemma.blob.object.ObjectKeys;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an S3 bucket is and how to use it.
 *
 * @param endpoint {@code http://host:port} or {@code https://host}
 * @param region region for signatures, such as {@code us-east-1}
 * @param bucket an existing bucket; it is never created
 * @param accessKey who signs requests
 * @param secretKey with what
 * @param pathStyle true to write the bucket in the path ({@code /bucket/key}), false for the host name
 * @param serverSideEncryption {@code AES256}, {@code aws:kms}, or null to leave it to the bucket
 * @param prefix put before every key, such as {@code stemma/}; empty to use the whole bucket
 */
public record S3Config(
        URI endpoint,
        String region,
        String bucket,
        String accessKey,
        String secretKey,
        boolean pathStyle,
        @Nullable String serverSideEncryption,
        String prefix) {

    /** Checks the prefix. */
    public S3Config {
        ObjectKeys.checkPrefix(prefix);
    }

    /** Shows everything but the secret. */
    @Override
    public String toString() {
        return "S3Config[" + endpoint + ", region=" + region + ", bucket=" + bucket + ", accessKey=" + accessKey
                + ", pathStyle=" + pathStyle + ", prefix=" + prefix + "]";
    }
}
