package dev.stemma.registry.reliability;

import dev.stemma.blob.object.s3.RealS3;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A test that runs only where PostgreSQL and an S3 server are, as script/test starts them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
        named = "STEMMA_TEST_PG_URL",
        matches = ".+",
        disabledReason = "no PostgreSQL to run against")
@EnabledIfEnvironmentVariable(named = RealS3.ENDPOINT, matches = ".+", disabledReason = "no S3 server to run against")
@interface NeedsServers {}
