package dev.stemma.registry.flow.pull;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.blob.plan.PlannedPull;
import dev.stemma.blob.plan.PullPlans;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Printable;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Unavailable;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.List;

/** Hands out manifests and files of visible versions. Bytes are reachable only through a version that contains them. */
@ApplicationScoped
public class Pulls {

    /** Stands for a file that the caller may not read: the empty one has no bytes to lean on. */
    private static final Digest NOTHING = Digest.of(new byte[0]);

    private final VersionResolver resolver;
    private final Versions versions;
    private final BlobStore blobs;
    private final PullPlans plans;

    /** Over these ports. */
    public Pulls(VersionResolver resolver, Versions versions, BlobStore blobs, PullPlans plans) {
        this.resolver = resolver;
        this.versions = versions;
        this.blobs = blobs;
        this.plans = plans;
    }

    /**
     * A version's manifest.
     *
     * @throws NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public ManifestText manifest(Kind kind, ModelName name, Selector selector) {
        Version version = resolver.version(kind, name, selector);
        return versions.manifest(version.id())
                .map(text -> new ManifestText(version.digest(), text))
                .orElseThrow(() ->
                        new Unavailable(ErrorCode.BLOB_CORRUPT, "the manifest of " + version.id() + " is not stored"));
    }

    /**
     * A file of a version.
     *
     * @param path as it came from the caller
     * @throws NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND FILE_NOT_FOUND}
     */
    public FileSource file(Kind kind, ModelName name, Selector selector, String path) {
        Version version = resolver.version(kind, name, selector);
        return version.manifest().files().stream()
                .filter(file -> file.path().value().equals(path))
                .findFirst()
                .map(file -> new FileSource(file.digest(), file.sizeBytes(), lastPart(file.path()), file.mediaType()))
                .orElseThrow(() -> new NotFound(
                        ErrorCode.FILE_NOT_FOUND, version.id() + " has no file '" + Printable.of(path, 80) + "'"));
    }

    /**
     * A file of some version of a name, by digest.
     *
     * @throws NotFound {@code NAME_NOT_FOUND BLOB_NOT_FOUND}
     */
    public FileSource blob(Kind kind, ModelName name, Digest digest) {
        resolver.name(kind, name);
        if (!versions.contains(name, digest)) {
            throw noBlob(name, digest);
        }
        BlobInfo blob = blobs.find(digest).orElseThrow(() -> noBlob(name, digest));
        return new FileSource(digest, blob.sizeBytes(), digest.hex(), "application/octet-stream");
    }

    /**
     * How to make a file of some version of a name out of others that the caller has. Of those, only files that some version which the
     * caller may read contains are used; the others are as good as none, so that nobody learns of them.
     *
     * @param have files that the caller has
     * @throws NotFound {@code NAME_NOT_FOUND BLOB_NOT_FOUND}
     * @throws Conflict {@code PLAN_UNAVAILABLE} when the file must be read whole
     */
    public PlannedPull plan(Kind kind, ModelName name, Digest digest, List<Digest> have, Caller caller) {
        Digest file = blob(kind, name, digest).digest();
        List<Digest> readable = have.stream()
                .map(one -> versions.containsReadable(one, caller.readable()) ? one : NOTHING)
                .toList();
        return plans.plan(file, readable)
                .orElseThrow(() -> new Conflict(ErrorCode.PLAN_UNAVAILABLE, digest + " can only be read whole"));
    }

    /**
     * The bytes {@code [offset, offset + length)} of a file found before, in constant memory; each is verified before it is given. The
     * stream must be closed. What {@link BlobStore#open} throws goes through.
     */
    public InputStream open(FileSource file, long offset, long length) {
        return blobs.open(file.digest(), offset, length);
    }

    private static NotFound noBlob(ModelName name, Digest digest) {
        return new NotFound(ErrorCode.BLOB_NOT_FOUND, "no version of " + name + " contains " + digest);
    }

    private static String lastPart(FilePath path) {
        return path.value().substring(path.value().lastIndexOf('/') + 1);
    }
}
