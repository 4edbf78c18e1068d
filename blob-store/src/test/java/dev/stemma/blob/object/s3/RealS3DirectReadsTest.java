package dev.stemma.blob.object.s3;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Addresses that the real S3 server takes that the environment names. */
@EnabledIfEnvironmentVariable(named = RealS3.ENDPOINT, matches = ".+")
final class RealS3DirectReadsTest extends DirectReadsContract {

    @Override
    S3Config bucket() throws Exception {
        return RealS3.freshBucket();
    }
}
