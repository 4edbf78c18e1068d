package dev.stemma.registry.flow.push;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.CrashPoint;
import dev.stemma.blob.Digest;
import dev.stemma.blob.EncodedUploads;
import dev.stemma.blob.Lease;
import dev.stemma.blob.PackInfo;
import dev.stemma.registry.flow.Quotas;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Push;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.ReadScope;
import dev.stemma.registry.port.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes bytes in. Nothing uploaded is visible before a commit; what was put through a name is granted to it, so that the commit may
 * refer to it. What {@link BlobStore} throws goes through unchanged.
 */
@ApplicationScoped
public class Uploading {

    private final OpenPushes pushes;
    private final BlobStore blobs;
    private final Uploads uploads;
    private final Quotas quotas;
    private final Clock clock;
    private final EncodedUploads encoded;

    Uploading(OpenPushes pushes, BlobStore blobs, EncodedUploads encoded, Uploads uploads, Quotas quotas, Clock clock) {
        this.pushes = pushes;
        this.blobs = blobs;
        this.uploads = uploads;
        this.clock = clock;
        this.encoded = encoded;
        this.quotas = quotas;
    }

    /**
     * Opens a push for 24 hours. The name need not exist.
     *
     * @throws dev.stemma.registry.model.Conflict {@code KIND_CONFLICT} when it holds another kind
     * @throws dev.stemma.registry.model.Denied {@code QUOTA_EXCEEDED} when the namespace is full
     */
    public Push open(Kind kind, ModelName name, Caller caller) {
        quotas.requireRoom(name.namespace(), 0);
        return pushes.open(kind, name, caller);
    }

    /**
     * Which of these chunks the push must send: bit {@code i} is set for chunk {@code i}.
     *
     * @throws dev.stemma.registry.model.NotFound {@code PUSH_NOT_FOUND}
     */
    public BitSet missing(Kind kind, ModelName name, String push, List<Chunk> chunks, Caller caller) {
        return leased(pushes.check(kind, name, push, caller)).missing(chunks, readable(caller));
    }

    /**
     * How deep chunks lie that the push would encode others against: 0 for what the caller may not use, else 1 more than the depth.
     *
     * @throws dev.stemma.registry.model.NotFound {@code PUSH_NOT_FOUND}
     */
    public byte[] bases(Kind kind, ModelName name, String push, List<Digest> chunks, Caller caller) {
        pushes.check(kind, name, push, caller);
        return encoded.depths(chunks, readable(caller));
    }

    /**
     * Stores a pack.
     *
     * @param sizeBytes exact length
     * @throws dev.stemma.registry.model.NotFound {@code PUSH_NOT_FOUND}
     */
    public Received<PackInfo> putPack(
            Kind kind, ModelName name, String push, Digest digest, InputStream pack, long sizeBytes, Caller caller) {
        EncodedUploads leased = encoded.under(lease(pushes.check(kind, name, push, caller)));
        NoticedStream noticed = new NoticedStream(pack);
        PackInfo stored = leased.putEncodedPack(name.namespace(), digest, noticed, sizeBytes, readable(caller));
        return new Received<>(stored, noticed.wasRead());
    }

    /**
     * Makes a file of chunks that the caller may read, and grants it to the name.
     *
     * @throws dev.stemma.registry.model.NotFound {@code PUSH_NOT_FOUND}
     */
    public Received<BlobInfo> assemble(
            Kind kind, ModelName name, String push, Digest file, long sizeBytes, List<Chunk> chunks, Caller caller) {
        BlobStore leased = leased(pushes.check(kind, name, push, caller));
        quotas.requireRoom(name.namespace(), sizeBytes);
        return granted(name, leased.assemble(name.namespace(), file, sizeBytes, chunks, readable(caller)));
    }

    /**
     * Stores a whole file and grants it to the name, which need not exist. The bytes are read to their end even when they are stored
     * already: having them is what earns the grant.
     *
     * @param sizeBytes exact length, or {@link BlobStore#UNKNOWN_SIZE}
     * @throws dev.stemma.registry.model.Conflict {@code KIND_CONFLICT} when the name holds another kind
     */
    public Received<BlobInfo> putBlob(
            Kind kind, ModelName name, Digest digest, InputStream bytes, long sizeBytes, Caller caller) {
        pushes.checkKind(kind, name);
        quotas.requireRoom(name.namespace(), Math.max(0, sizeBytes));
        Lease lease = new Lease(BlobLeases.holder(name, digest), clock.instant().plus(OpenPushes.OPEN_FOR));
        return granted(name, blobs.under(lease).put(name.namespace(), bytes, digest, sizeBytes));
    }

    /** What a push relies on stays until it ends. */
    private BlobStore leased(Push push) {
        return blobs.under(lease(push));
    }

    private static Lease lease(Push push) {
        return new Lease(push.id(), push.expiresAt());
    }

    private Received<BlobInfo> granted(ModelName name, BlobInfo blob) {
        boolean created = !uploads.notGranted(name, Set.of(blob.digest())).isEmpty();
        CrashPoint.at("push.grant");
        uploads.grant(name, blob.digest(), clock.instant());
        CrashPoint.at("push.granted");
        return new Received<>(blob, created);
    }

    private static Predicate<String> readable(Caller caller) {
        ReadScope scope = caller.readable();
        return scope::includes;
    }
}
