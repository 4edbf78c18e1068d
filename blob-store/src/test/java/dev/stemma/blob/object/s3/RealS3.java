package dev.stemma.blob.object.s3;

import java.net.URI;
import java.util.Objects;

/** The real S3 server that the environment names, if it names one. */
public final class RealS3 {

    /** Names the server; the tests that need one run only if it is set. */
    public static final String ENDPOINT = "STEMMA_TEST_S3_ENDPOINT";

    private RealS3() {}

    /** A bucket of that server that no other test uses. */
    public static S3Config freshBucket() throws Exception {
        return S3Buckets.fresh(
                URI.create(variable(ENDPOINT)),
                variable("STEMMA_TEST_S3_ACCESS_KEY"),
                variable("STEMMA_TEST_S3_SECRET_KEY"));
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " is not set");
    }
}
