package dev.stemma.registry.flow.push;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.port.Uploads;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Sees that a manifest names only blobs that were put through its name, or that a version of the name has already. Knowing a digest is
 * thus never enough to read its bytes.
 */
@ApplicationScoped
class BlobGrants {

    private static final int LISTED = 20;

    private final Uploads uploads;
    private final Versions versions;
    private final BlobStore blobs;

    BlobGrants(Uploads uploads, Versions versions, BlobStore blobs) {
        this.uploads = uploads;
        this.versions = versions;
        this.blobs = blobs;
    }

    /**
     * Checks all of a manifest's blobs and the sizes it gives.
     *
     * @return the size of each
     * @throws Conflict {@code BLOBS_MISSING}, which lists what is missing
     * @throws InvalidInput {@code MANIFEST_INVALID} when a size is wrong
     */
    Map<Digest, Long> check(ModelName name, Manifest manifest) {
        Set<Digest> required = manifest.requiredBlobs().collect(Collectors.toSet());
        Set<Digest> missing = uploads.notGranted(name, required).stream()
                .filter(blob -> !versions.contains(name, blob))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<Digest, Long> sizes = new HashMap<>();
        for (Digest blob : required) {
            if (!missing.contains(blob)) {
                Optional<BlobInfo> stored = blobs.find(blob);
                stored.ifPresentOrElse(info -> sizes.put(blob, info.sizeBytes()), () -> missing.add(blob));
            }
        }
        if (!missing.isEmpty()) {
            throw missing(List.copyOf(missing));
        }
        manifest.files().forEach(file -> checkSize(file, sizes));
        return sizes;
    }

    private static void checkSize(FileEntry file, Map<Digest, Long> sizes) {
        if (!Long.valueOf(file.sizeBytes()).equals(sizes.get(file.digest()))) {
            throw new InvalidInput(
                    ErrorCode.MANIFEST_INVALID,
                    "the manifest says that " + file.digest() + " has " + file.sizeBytes() + " bytes, but it has "
                            + sizes.get(file.digest()));
        }
    }

    private static Conflict missing(List<Digest> missing) {
        String listed = missing.stream().limit(LISTED).map(Digest::toString).collect(Collectors.joining(", "));
        String more = missing.size() > LISTED ? " and " + (missing.size() - LISTED) + " more" : "";
        return new Conflict(
                ErrorCode.BLOBS_MISSING,
                missing.size() + " blobs were not put through this name; upload them, then commit again: " + listed
                        + more);
    }
}
