package dev.stemma.registry.app;

import dev.stemma.blob.object.ByteBudget;
import dev.stemma.blob.object.DirectReads;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.around.Retrying;
import dev.stemma.blob.object.around.Verifying;
import dev.stemma.blob.object.file.FileObjectStore;
import dev.stemma.blob.object.s3.S3Config;
import dev.stemma.blob.object.s3.S3DirectReads;
import dev.stemma.blob.object.s3.S3ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/** Opens the object store that is configured. */
final class ObjectStores {

    /** Puts under way are held in memory so that they can be repeated: as many packs as fit here, the others wait. */
    private static final long PUT_BUFFERS_BYTES = 96L << 20;

    private ObjectStores() {}

    static ObjectStore open(StemmaConfig config) {
        return switch (config.store().kind()) {
            case DISK -> FileObjectStore.open(config.dataDir().resolve("objects"));
            case S3 ->
                retried(S3ObjectStore.connect(
                        s3(config.store().s3(), config.store().s3().endpoint())));
        };
    }

    /** How readers reach objects themselves, if that is wanted and possible. */
    static DirectReads directReads(StemmaConfig config) {
        StemmaConfig.S3 s3 = config.store().s3();
        return switch (config.store().kind()) {
            case DISK -> DirectReads.NONE;
            case S3 ->
                s3.directReads() ? new S3DirectReads(s3(s3, s3.directEndpoint().or(s3::endpoint))) : DirectReads.NONE;
        };
    }

    /** The SDK repeats almost nothing by itself, and what comes back is checked against the length asked for. */
    private static ObjectStore retried(ObjectStore s3) {
        return new Verifying(
                new Retrying(s3, new ByteBudget(PUT_BUFFERS_BYTES), Thread::sleep, new Random(), System::nanoTime));
    }

    private static S3Config s3(StemmaConfig.S3 s3, Optional<URI> endpoint) {
        return new S3Config(
                needed(endpoint, "endpoint"),
                s3.region(),
                needed(s3.bucket(), "bucket"),
                needed(s3.accessKey().or(() -> s3.accessKeyFile().map(ObjectStores::line)), "access-key"),
                needed(s3.secretKey().or(() -> s3.secretKeyFile().map(ObjectStores::line)), "secret-key"),
                s3.pathStyle(),
                s3.sse().orElse(null),
                s3.prefix().orElse(""));
    }

    private static <T> T needed(Optional<T> value, String key) {
        return value.orElseThrow(() -> new StartupRefused("stemma.store.s3." + key + " is not set"));
    }

    private static String line(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartupRefused("can't read the secret in " + file);
        }
    }
}
