package dev.stemma.registry.model;

import dev.stemma.blob.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A version about to be published; the store assigns its number.
 *
 * @param name where it goes
 * @param digest sha256 of {@code manifestText} in UTF-8
 * @param manifestText exactly as sent
 * @param manifest the same, parsed
 * @param message what the pusher says about it
 * @param createdBy who pushes it
 * @param createdAt now
 * @param labels to attach at once
 * @param metrics of the run document
 * @param modelInterface how it is called
 */
public record NewVersion(
        ModelName name,
        Digest digest,
        String manifestText,
        Manifest manifest,
        String message,
        String createdBy,
        Instant createdAt,
        List<Label> labels,
        SortedMap<String, Double> metrics,
        Optional<ModelInterface> modelInterface) {

    public NewVersion {
        labels = List.copyOf(labels);
    }
}
