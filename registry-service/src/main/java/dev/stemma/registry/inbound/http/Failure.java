package dev.stemma.registry.inbound.http;

import dev.stemma.blob.BlobException;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.StemmaException;
import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.CompletionException;

/**
 * What a caller is told of something that went wrong. It says nothing of how the registry is made: addresses, paths, keys and texts of
 * other software stay in the log.
 *
 * @param code the stable code
 * @param sentence for people
 */
public record Failure(ErrorCode code, String sentence) {

    /** What to tell of that exception. Whatever is not known is {@code INTERNAL}. */
    public static Failure of(Throwable thrown) {
        return switch (thrown) {
            case StemmaException e -> new Failure(e.code(), sentence(e));
            case BlobException e -> of(e);
            case WebApplicationException e -> ofStatus(e.getResponse().getStatus());
            case CompletionException e when e.getCause() != null -> of(e.getCause());
            default -> internal();
        };
    }

    /** What to tell when a layer below gave up with nothing but a status. */
    public static Failure ofStatus(int status) {
        return switch (status) {
            case 400, 414, 431 -> new Failure(ErrorCode.REQUEST_INVALID, "the request can't be understood");
            case 401 -> new Failure(ErrorCode.UNAUTHENTICATED, "this needs a valid token");
            case 403 -> new Failure(ErrorCode.FORBIDDEN, "this token may not do that");
            case 404 -> new Failure(ErrorCode.NOT_FOUND, "there is no such route, or nothing that this token may see");
            case 405 -> new Failure(ErrorCode.METHOD_NOT_ALLOWED, "this route has no such method");
            case 406 -> new Failure(ErrorCode.NOT_ACCEPTABLE, "no representation fits the Accept header");
            case 413 -> new Failure(ErrorCode.PAYLOAD_TOO_LARGE, "the body exceeds this route's limit");
            case 416 -> new Failure(ErrorCode.RANGE_NOT_SATISFIABLE, "the range lies outside the file");
            case 415 -> new Failure(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "this route takes another content type");
            default -> internal();
        };
    }

    private static Failure of(BlobException thrown) {
        return switch (thrown) {
            case BlobException.DigestMismatch e -> new Failure(ErrorCode.DIGEST_MISMATCH, sentence(e));
            case BlobException.SizeMismatch e -> new Failure(ErrorCode.SIZE_MISMATCH, sentence(e));
            case BlobException.BlobNotFound e -> new Failure(ErrorCode.BLOB_NOT_FOUND, sentence(e));
            case BlobException.ChunksMissing e -> new Failure(ErrorCode.CHUNKS_MISSING, sentence(e));
            case BlobException.PackInvalid e -> new Failure(ErrorCode.PACK_INVALID, sentence(e));
            case BlobException.SourceFailed e ->
                new Failure(ErrorCode.BODY_TRUNCATED, "the body ended before its declared length; send it again");
            case BlobException.BlobCorrupt e ->
                new Failure(ErrorCode.BLOB_CORRUPT, "stored bytes of " + e.digest() + " no longer match their digest");
            case BlobException.RecipeInvalid e -> damaged();
            case BlobException.ObjectMissing e -> damaged();
            // Only the encoder adds frames with bases, and no request waits for it.
            case BlobException.BaseNotStored e -> internal();
            case BlobException.StoreFull e ->
                new Failure(ErrorCode.STORE_FULL, "no space left in the object store; nothing stored before is harmed");
            case BlobException.StoreUnavailable e ->
                new Failure(
                        ErrorCode.STORE_UNAVAILABLE,
                        e.passing()
                                ? "the object store does not answer just now; try again"
                                : "the object store can't be used; whoever runs this registry must look at its log");
        };
    }

    private static Failure damaged() {
        return new Failure(ErrorCode.BLOB_CORRUPT, "a stored file is damaged; whoever runs this registry must look");
    }

    private static Failure internal() {
        return new Failure(ErrorCode.INTERNAL, "the server failed; report the request id to whoever runs it");
    }

    private static String sentence(Throwable thrown) {
        return String.valueOf(thrown.getMessage());
    }

    /** Whether someone who runs the registry must act. */
    boolean isServersFault() {
        return Problem.status(code) >= 500;
    }
}
