package dev.stemma.registry.flow.push;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Hands files over from the leases of those who sent them to the version that refers to them. */
@ApplicationScoped
class BlobLeases {

    private final BlobIndex index;

    BlobLeases(BlobIndex index) {
        this.index = index;
    }

    /** Who holds a blob that was put through a name without a push. */
    static String holder(ModelName name, Digest blob) {
        return "blob " + name + " " + blob.hex();
    }

    /**
     * In the transaction that publishes: the files stay, since the collector waits for it and then sees the version.
     *
     * @throws Conflict {@code BLOBS_MISSING} when one was collected since it was put
     */
    void keep(Manifest manifest) {
        Set<Digest> gone = index.keep(manifest.requiredBlobs().collect(Collectors.toSet()));
        if (!gone.isEmpty()) {
            throw new Conflict(
                    ErrorCode.BLOBS_MISSING,
                    gone.size() + " blobs were collected since they were put; upload them, then commit again: "
                            + gone.stream()
                                    .sorted()
                                    .limit(20)
                                    .map(Digest::toString)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** In the same transaction: what is published needs no lease any more. */
    void release(ModelName name, Manifest manifest, Optional<String> push) {
        push.ifPresent(index::release);
        manifest.requiredBlobs().forEach(blob -> index.release(holder(name, blob)));
    }
}
