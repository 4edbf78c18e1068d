package dev.stemma.registry.port;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.VersionId;
import java.time.Instant;
import java.util.List;

/** The removed versions whose bytes are not all gone yet. */
public interface RemovedVersions {

    /** Some of them, removed longest ago first. */
    List<Gone> list(int limit);

    /**
     * A removed version of which something is left.
     *
     * @param logicalBytes sizes of its files
     * @param freesBytes what its chunks take that no file of a version which stays is made of, nor stored against; chunks that it shares with other removed
     *     versions count for each
     */
    record Gone(VersionId id, Kind kind, Instant removedAt, long logicalBytes, long freesBytes) {}
}
