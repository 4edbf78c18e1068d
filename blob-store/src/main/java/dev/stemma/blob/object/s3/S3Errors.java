package dev.stemma.blob.object.s3;

import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.StoreFull;
import dev.stemma.blob.BlobException.StoreUnavailable;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what an answer of an S3 service, or no answer, means for a store. */
final class S3Errors {

    private static final Set<String> FULL = Set.of(
            "XMinioStorageFull",
            "StorageFull",
            "InsufficientCapacity",
            "QuotaExceeded",
            "XMinioAdminBucketQuotaExceeded");
    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "AllAccessDisabled",
            "ExpiredToken",
            "InvalidToken");
    private static final Set<String> PASSING = Set.of(
            "SlowDown",
            "SlowDownWrite",
            "SlowDownRead",
            "ServiceUnavailable",
            "InternalError",
            "RequestTimeout",
            "OperationAborted");

    private final S3Config config;

    S3Errors(S3Config config) {
        this.config = config;
    }

    RuntimeException translate(String attempt, String key, Throwable failure) {
        ErrorResponseException answer = find(failure, ErrorResponseException.class);
        if (answer != null) {
            return answered(attempt, key, answer);
        }
        ServerException server = find(failure, ServerException.class);
        if (server != null) {
            return server.statusCode() == 507
                    ? new StoreFull(where(), server)
                    : unavailable(attempt, key, "status " + server.statusCode(), server.statusCode() >= 500, server);
        }
        InvalidResponseException foreign = find(failure, InvalidResponseException.class);
        if (foreign != null) {
            return unavailable(attempt, key, "a proxy in front of it answered instead of the store", true, foreign);
        }
        IOException io = find(failure, IOException.class);
        if (io != null) {
            return new StoreUnavailable(
                    "Cannot reach the object store at " + config.endpoint() + " (" + io.getMessage()
                            + "): check that it runs and that the endpoint is right",
                    true,
                    io);
        }
        return unavailable(attempt, key, String.valueOf(failure.getMessage()), false, failure);
    }

    private RuntimeException answered(String attempt, String key, ErrorResponseException answer) {
        String code = answer.errorResponse().code();
        int status = answer.response().code();
        if (code.equals("NoSuchKey")) {
            return new ObjectMissing(key);
        }
        if (code.equals("InvalidRange") || status == 416) {
            return new IndexOutOfBoundsException("The range reaches outside " + key);
        }
        if (code.equals("NoSuchBucket")) {
            return new StoreUnavailable(
                    "There is no bucket \"" + config.bucket() + "\" at " + config.endpoint()
                            + ": create it or correct the configured name",
                    false,
                    answer);
        }
        if (FULL.contains(code) || status == 507) {
            return new StoreFull(where(), answer);
        }
        if (DENIED.contains(code)) {
            return new StoreUnavailable(
                    "The object store refuses access to " + where() + " (" + code
                            + "): check the credentials and their rights",
                    false,
                    answer);
        }
        return unavailable(attempt, key, code, status >= 500 || PASSING.contains(code), answer);
    }

    private StoreUnavailable unavailable(String attempt, String key, String reason, boolean passing, Throwable cause) {
        return new StoreUnavailable(
                "Cannot " + attempt + " \"" + key + "\" in " + where() + ": " + reason, passing, cause);
    }

    private String where() {
        return "bucket \"" + config.bucket() + "\" at " + config.endpoint();
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
