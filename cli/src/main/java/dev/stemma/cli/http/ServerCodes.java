package dev.stemma.cli.http;

import dev.stemma.cli.failure.Exit;

/** The exit code for each error code of the registry; {@code docs/api/errors.md} is the table, and a test compares. */
public final class ServerCodes {
    private ServerCodes() {}

    /** The exit code for an error code, or for the status when the code is unknown. */
    public static Exit exit(String code, int status) {
        return switch (code) {
            case "REQUEST_INVALID",
                    "JSON_INVALID",
                    "NAME_INVALID",
                    "DIGEST_INVALID",
                    "REFERENCE_INVALID",
                    "REFERENCE_AMBIGUOUS",
                    "POLICY_INVALID",
                    "METHOD_NOT_ALLOWED",
                    "NOT_ACCEPTABLE",
                    "PAYLOAD_TOO_LARGE",
                    "UNSUPPORTED_MEDIA_TYPE",
                    "RANGE_NOT_SATISFIABLE",
                    "MANIFEST_INVALID",
                    "LINEAGE_INVALID",
                    "SUITE_INVALID",
                    "IDEMPOTENCY_KEY_REUSED",
                    "PRECONDITION_REQUIRED" -> Exit.USAGE;
            case "NOT_FOUND",
                    "NAME_NOT_FOUND",
                    "VERSION_NOT_FOUND",
                    "VERSION_REMOVED",
                    "VERSION_PURGED",
                    "ALIAS_NOT_FOUND",
                    "FILE_NOT_FOUND",
                    "BLOB_NOT_FOUND",
                    "PUSH_NOT_FOUND",
                    "VALIDATION_NOT_FOUND",
                    "PROMOTION_NOT_FOUND",
                    "TOKEN_NOT_FOUND" -> Exit.NOT_FOUND;
            case "UNAUTHENTICATED", "FORBIDDEN" -> Exit.DENIED;
            case "KIND_CONFLICT",
                    "LABEL_TAKEN",
                    "NAME_NOT_EMPTY",
                    "VERSION_HELD",
                    "INDEX_NOT_EMPTY",
                    "BLOBS_MISSING",
                    "CHUNKS_MISSING",
                    "PLAN_UNAVAILABLE",
                    "PLAN_CHANGED",
                    "DIRECT_OFF",
                    "DIRECT_UNAVAILABLE",
                    "NO_PREVIOUS_HOLDER",
                    "ALIAS_MOVED",
                    "STAGE_MOVED",
                    "POLICY_MOVED" -> Exit.CONFLICT;
            case "ALIAS_PROTECTED", "VERSION_YANKED", "QUOTA_EXCEEDED" -> Exit.REFUSED;
            case "DIGEST_MISMATCH", "SIZE_MISMATCH", "PACK_INVALID", "BLOB_CORRUPT" -> Exit.INTEGRITY;
            case "BODY_TRUNCATED",
                    "REQUEST_IN_PROGRESS",
                    "TOO_MANY_REQUESTS",
                    "STORE_UNAVAILABLE",
                    "DATABASE_UNAVAILABLE",
                    "STORE_FULL" -> Exit.UNAVAILABLE;
            case "INTERNAL" -> Exit.FAILED;
            default -> byStatus(status);
        };
    }

    private static Exit byStatus(int status) {
        return switch (status) {
            case 400, 405, 406, 413, 415, 416, 422, 428 -> Exit.USAGE;
            case 401, 403 -> Exit.DENIED;
            case 404, 410 -> Exit.NOT_FOUND;
            case 409, 412 -> Exit.CONFLICT;
            case 408, 429, 502, 503, 504, 507 -> Exit.UNAVAILABLE;
            default -> Exit.FAILED;
        };
    }
}
