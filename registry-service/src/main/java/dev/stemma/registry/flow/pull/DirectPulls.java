package dev.stemma.registry.flow.pull;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Digest;
import dev.stemma.blob.hot.DirectFiles;
import dev.stemma.blob.hot.DirectPart;
import dev.stemma.blob.object.DirectReads;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Sends readers of a file straight to the object store, where the operator allows it and the file lies there whole. */
@ApplicationScoped
public class DirectPulls {

    private final Pulls pulls;
    private final DirectFiles files;
    private final DirectReads reads;

    /** Over these. */
    public DirectPulls(Pulls pulls, DirectFiles files, DirectReads reads) {
        this.pulls = pulls;
        this.files = files;
        this.reads = reads;
    }

    /**
     * Where the bytes from {@code offset} on of a file of some version of a name lie. What is read there was not verified.
     *
     * @throws NotFound {@code NAME_NOT_FOUND BLOB_NOT_FOUND}
     * @throws InvalidInput {@code REQUEST_INVALID} for an offset outside the file
     * @throws Conflict {@code DIRECT_OFF} if this server never answers with addresses, {@code DIRECT_UNAVAILABLE} if it does not for this
     *     file at this moment
     */
    public List<DirectPart> parts(Kind kind, ModelName name, Digest digest, long offset) {
        FileSource file = pulls.blob(kind, name, digest);
        if (!reads.allowed()) {
            throw new Conflict(ErrorCode.DIRECT_OFF, "this server sends all bytes itself");
        }
        if (offset < 0 || offset >= file.sizeBytes()) {
            throw new InvalidInput(ErrorCode.REQUEST_INVALID, "'offset' lies outside the file");
        }
        List<DirectPart> parts = files.parts(new BlobInfo(digest, file.sizeBytes()), offset);
        if (parts.isEmpty()) {
            throw new Conflict(ErrorCode.DIRECT_UNAVAILABLE, digest + " does not lie in the object store as it is");
        }
        return parts;
    }
}
