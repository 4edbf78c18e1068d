package dev.stemma.blob.object.s3;

import dev.stemma.blob.BlobException.StoreUnavailable;
import io.minio.errors.MinioException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Runs SDK calls to their end and translates what goes wrong. */
final class S3Calls {

    /** An SDK call that may also fail before it starts. */
    @FunctionalInterface
    interface Call<T> {
        CompletableFuture<T> start() throws MinioException;
    }

    private final S3Errors errors;

    S3Calls(S3Config config) {
        this.errors = new S3Errors(config);
    }

    <T> T run(String attempt, String key, Call<T> call) {
        try {
            return call.start().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while waiting for the object store", true, e);
        } catch (ExecutionException e) {
            throw errors.translate(attempt, key, e);
        } catch (MinioException e) {
            throw errors.translate(attempt, key, e);
        }
    }

    /** The result, or empty if the call fails in whatever way. */
    <T> Optional<T> tried(Call<T> call) {
        try {
            return Optional.of(call.start().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | MinioException e) {
            return Optional.empty();
        }
    }
}
