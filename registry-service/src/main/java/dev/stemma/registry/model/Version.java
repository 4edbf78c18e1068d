package dev.stemma.registry.model;

import dev.stemma.blob.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A published version. All but {@code labels}, {@code yanked} and {@code removed} never changes.
 *
 * @param id name and number
 * @param digest sha256 of the manifest's bytes
 * @param manifest what it is made of
 * @param message what the pusher said about it, maybe empty
 * @param createdBy who pushed it
 * @param createdAt when it became visible
 * @param labels immutable names given to it, sorted
 * @param yanked set when it was withdrawn
 * @param removed set while it is removed: it is listed, but nothing of it can be had
 * @param metrics numbers of the run document, by dotted name
 * @param modelInterface how it is called, for a model whose format is understood
 */
public record Version(
        VersionId id,
        Digest digest,
        Manifest manifest,
        String message,
        String createdBy,
        Instant createdAt,
        List<Label> labels,
        Optional<Yank> yanked,
        Optional<Removal> removed,
        SortedMap<String, Double> metrics,
        Optional<ModelInterface> modelInterface) {

    public Version {
        labels = List.copyOf(labels);
    }

    /** What a reference to this version looks like, with its kind in front where that is not a model. */
    public String ref() {
        return manifest.kind() == Kind.MODEL ? id.toString() : manifest.kind().word() + ":" + id;
    }

    /**
     * That a version was withdrawn.
     *
     * @param by who did it
     * @param at when
     * @param reason why
     */
    public record Yank(String by, Instant at, String reason) {}

    /**
     * That a version was removed. Its bytes go a grace period later, unless something else needs them.
     *
     * @param by who did it
     * @param at when
     * @param reason why, maybe empty
     */
    public record Removal(String by, Instant at, String reason) {}
}
