package dev.stemma.blob.object.s3;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = RealS3.ENDPOINT, matches = ".+")
final class RealS3TroubleTest extends S3TroubleContract {

    @Override
    S3Config goodConfig() throws Exception {
        return RealS3.freshBucket();
    }
}
