package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.access.ReadScope;
import java.util.List;
import java.util.Optional;

/** The published versions. Append-only but for labels, yanks and removals. All methods run inside the caller's transaction if there is one. */
public interface Versions {

    /**
     * Publishes a version under the next number of its name, which must exist. A manifest that the name already has is not published
     * again: the version that is there comes back as it is, without the labels and the message of this call.
     * Numbers have no gaps and are never reused; concurrent calls for one name are put in order by a lock on the name.
     *
     * @throws dev.stemma.registry.model.Conflict {@code LABEL_TAKEN}; nothing was published
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    Appended append(NewVersion version);

    /**
     * Lets the next version of a name that exists be this one, if its number is not given yet; for rebuilding what is known only in
     * part. Does nothing otherwise.
     */
    void skipTo(VersionId id);

    /** A version by number, removed or not, as with all that look one up but {@link #latest}. */
    Optional<Version> find(VersionId id);

    /** Versions whose manifest digest starts with these hex digits, at most two, oldest first. */
    List<Version> findByDigest(ModelName name, String hexPrefix);

    /** The version that carries a label. */
    Optional<Version> findByLabel(ModelName name, Label label);

    /** The highest version that is neither yanked nor removed. */
    Optional<Version> latest(ModelName name);

    /** All versions, newest first. */
    Page<Version> list(ModelName name, PageRequest page);

    /** The exact text of a version's manifest; its UTF-8 bytes are what the digest is over. */
    Optional<String> manifest(VersionId id);

    /**
     * Gives a label to a version that exists. Giving it the same one again changes nothing.
     *
     * @throws dev.stemma.registry.model.Conflict {@code LABEL_TAKEN} when another version of the name has it
     * @throws dev.stemma.registry.model.NotFound {@code VERSION_NOT_FOUND}
     */
    void addLabel(VersionId id, Label label);

    /** Withdraws a version that exists, or takes that back when {@code yank} is empty. */
    void setYanked(VersionId id, Optional<Version.Yank> yank);

    /**
     * Locks a name until the caller's transaction ends, as every change of its versions and aliases does.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    void lock(ModelName name);

    /** Removes a version that exists, or takes that back when {@code removal} is empty. Whether its bytes are still there is for the caller to see. */
    void setRemoved(VersionId id, Optional<Version.Removal> removal);

    /** Whether some version of the name that is not removed contains a blob, as a file or as a lineage document. */
    boolean contains(ModelName name, Digest blob);

    /** Whether some version of a name in a readable namespace contains a blob as a file. */
    boolean containsReadable(Digest blob, ReadScope readable);

    /** Dataset versions with that Merkle digest in readable namespaces, oldest first, at most 100. */
    List<VersionId> datasetsByTree(Digest tree, ReadScope readable);

    /**
     * What {@link #append} did.
     *
     * @param version the version, new or present before
     * @param created whether it is new
     */
    record Appended(Version version, boolean created) {}
}
