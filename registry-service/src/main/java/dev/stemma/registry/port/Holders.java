package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.VersionId;
import java.util.Collection;
import java.util.List;

/** Which versions hold which files. */
public interface Holders {

    /** The files of versions that are not removed, among these blobs, by name, number and path. */
    List<Held> of(Collection<Digest> blobs);

    /**
     * A file of a version.
     *
     * @param path its path; for a lineage document its role in brackets
     */
    record Held(VersionId version, String path, Digest blob) {

        /** {@code ns/name:vN/path}. */
        public String ref() {
            return version + "/" + path;
        }
    }
}
