package dev.stemma.registry.inbound.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.stemma.registry.model.ErrorCode;
import java.util.Locale;

/**
 * An error as RFC 9457 puts it, with a stable code and the id under which the server's log knows the request.
 *
 * @param type page that explains the code
 * @param title the code in words
 * @param status HTTP status
 * @param detail what happened, for people
 * @param instance path of the request
 * @param code one of {@code docs/api/errors.md}
 * @param requestId id of the request
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "code", "requestId"})
public record Problem(
        String type, String title, int status, String detail, String instance, String code, String requestId) {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String PAGES = "https://stemma.dev/errors/";

    /** The problem of a failure in a request. */
    public static Problem of(Failure failure, String path, String requestId) {
        String words = failure.code().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Problem(
                PAGES + words.replace(' ', '-'),
                Character.toUpperCase(words.charAt(0)) + words.substring(1),
                status(failure.code()),
                failure.sentence(),
                path,
                failure.code().name(),
                requestId);
    }

    /** The HTTP status of a code. One code has one status. */
    public static int status(ErrorCode code) {
        return switch (code) {
            case REQUEST_INVALID,
                    JSON_INVALID,
                    NAME_INVALID,
                    DIGEST_INVALID,
                    REFERENCE_INVALID,
                    REFERENCE_AMBIGUOUS,
                    POLICY_INVALID,
                    BODY_TRUNCATED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN, QUOTA_EXCEEDED -> 403;
            case NOT_FOUND,
                    NAME_NOT_FOUND,
                    VERSION_NOT_FOUND,
                    ALIAS_NOT_FOUND,
                    FILE_NOT_FOUND,
                    BLOB_NOT_FOUND,
                    PUSH_NOT_FOUND,
                    VALIDATION_NOT_FOUND,
                    PROMOTION_NOT_FOUND,
                    TOKEN_NOT_FOUND -> 404;
            case VERSION_REMOVED, VERSION_PURGED -> 410;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case KIND_CONFLICT,
                    LABEL_TAKEN,
                    NAME_NOT_EMPTY,
                    VERSION_HELD,
                    INDEX_NOT_EMPTY,
                    BLOBS_MISSING,
                    CHUNKS_MISSING,
                    PLAN_UNAVAILABLE,
                    PLAN_CHANGED,
                    DIRECT_OFF,
                    DIRECT_UNAVAILABLE,
                    REQUEST_IN_PROGRESS,
                    NO_PREVIOUS_HOLDER -> 409;
            case ALIAS_MOVED, STAGE_MOVED, POLICY_MOVED -> 412;
            case PAYLOAD_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case RANGE_NOT_SATISFIABLE -> 416;
            case DIGEST_MISMATCH,
                    SIZE_MISMATCH,
                    PACK_INVALID,
                    MANIFEST_INVALID,
                    LINEAGE_INVALID,
                    SUITE_INVALID,
                    IDEMPOTENCY_KEY_REUSED,
                    ALIAS_PROTECTED,
                    VERSION_YANKED -> 422;
            case PRECONDITION_REQUIRED -> 428;
            case TOO_MANY_REQUESTS -> 429;
            case INTERNAL, BLOB_CORRUPT -> 500;
            case STORE_UNAVAILABLE, DATABASE_UNAVAILABLE -> 503;
            case STORE_FULL -> 507;
        };
    }
}
