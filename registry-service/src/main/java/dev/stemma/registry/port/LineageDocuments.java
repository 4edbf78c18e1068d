package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import java.util.Collection;
import java.util.Map;

/** The text of lineage documents by digest, kept in the database beside the blobs so that showing a version needs no object store. */
public interface LineageDocuments {

    /** Keeps a document; the same digest again changes nothing. */
    void put(Digest digest, String json);

    /** The documents that are there. */
    Map<Digest, String> find(Collection<Digest> digests);
}
