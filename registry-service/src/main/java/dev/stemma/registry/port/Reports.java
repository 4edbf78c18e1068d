package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import java.util.Optional;

/** Validation reports: immutable JSON documents by digest. */
public interface Reports {

    /** Keeps a report; the same digest again changes nothing. */
    void put(Digest digest, String json);

    /** A report's text. */
    Optional<String> find(Digest digest);
}
