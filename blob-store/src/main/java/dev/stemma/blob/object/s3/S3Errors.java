package dev.stemma.blob.object.s3;

import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.StoreFull;
import dev.stemma.blob.BlobException.StoreUnavailable;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import io.minio.errors.XmlParserException;
import java.io.IOException;
import java.time.Duration;
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
            "RequestTimeTooSkewed",
            "OperationAborted",
            "ConditionalRequestConflict",
            "TooManyRequests",
            // What arrived is not what was sent: the bytes are still here to be sent again.
            "BadDigest",
            "IncompleteBody",
            "XAmzContentSHA256Mismatch",
            "XAmzContentChecksumMismatch");

    /** Asked for less, a store is left alone at least so long. */
    private static final Duration SLOW_DOWN = Duration.ofSeconds(1);

    private static final Set<Integer> PASSING_STATUS = Set.of(408, 409, 429);

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
        XmlParserException garbled = find(failure, XmlParserException.class);
        if (garbled != null) {
            // Status 200 and an error for a body, or a body that broke off.
            return unavailable(attempt, key, "its answer makes no sense", true, garbled);
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
        if (code.equals("NoSuchBucket") && status != 409) {
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
        if (code.equals("NoSuchBucket")) {
            // An answer to HEAD has no body, and for a 409 without one the SDK makes up this code.
            return unavailable(attempt, key, "status 409", true, answer);
        }
        boolean passing = status >= 500 || PASSING_STATUS.contains(status) || PASSING.contains(code);
        return new StoreUnavailable(sentence(attempt, key, code), passing, pause(code, answer), answer);
    }

    private StoreUnavailable unavailable(String attempt, String key, String reason, boolean passing, Throwable cause) {
        return new StoreUnavailable(sentence(attempt, key, reason), passing, cause);
    }

    private String sentence(String attempt, String key, String reason) {
        return "Cannot " + attempt + " \"" + key + "\" in " + where() + ": " + reason;
    }

    /** What Retry-After asks for in seconds; a store that says to slow down without saying how long gets a second. */
    private static Duration pause(String code, ErrorResponseException answer) {
        String asked = answer.response().header("Retry-After", "");
        if (asked != null && asked.matches("[0-9]{1,4}")) {
            return Duration.ofSeconds(Long.parseLong(asked));
        }
        return code.startsWith("SlowDown") || code.equals("TooManyRequests") ? SLOW_DOWN : Duration.ZERO;
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
