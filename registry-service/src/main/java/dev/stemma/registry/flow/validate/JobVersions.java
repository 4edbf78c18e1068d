package dev.stemma.registry.flow.validate;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds the versions that jobs are bound to. */
@ApplicationScoped
class JobVersions {

    private final Versions versions;

    JobVersions(Versions versions) {
        this.versions = versions;
    }

    /** A version, which must still be what it was when the job was queued. Versions are never changed, but may be removed. */
    Version find(VersionId id, Digest digest) {
        return versions.find(id)
                .filter(version ->
                        version.digest().equals(digest) && version.removed().isEmpty())
                .orElseThrow(() -> new IllegalStateException(id + " is not " + digest + " any more, or was removed"));
    }
}
