package dev.stemma.registry.flow.push;

import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Fetches lineage documents, which are small blobs of UTF-8 text. */
final class Documents {

    private static final int MAX_BYTES = 1024 * 1024;

    private Documents() {}

    /**
     * A document's text.
     *
     * @throws InvalidInput {@code LINEAGE_INVALID} when it is larger than 1 MiB or not UTF-8
     */
    static String text(BlobStore blobs, Digest digest, long sizeBytes) {
        if (sizeBytes > MAX_BYTES) {
            throw invalid("the lineage document " + digest, "is larger than " + MAX_BYTES + " bytes");
        }
        try (InputStream in = blobs.open(digest, 0, sizeBytes)) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("the lineage document " + digest, "is not UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InvalidInput invalid(String what, String why) {
        return new InvalidInput(ErrorCode.LINEAGE_INVALID, what + " " + why);
    }
}
