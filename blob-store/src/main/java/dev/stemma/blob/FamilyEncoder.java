package dev.stemma.blob;

import java.util.List;
import java.util.SortedMap;

/**
 * Stores files in fewer bytes by encoding their chunks anew, against their relatives where that helps. What a file is and
 * who may see it never changes; only where and how its chunks lie does.
 */
public interface FamilyEncoder {

    /**
     * What an encoding did.
     *
     * @param chunks how many were encoded anew
     * @param beforeBytes what these took in packs
     * @param afterBytes what they take now
     */
    record Encoded(long chunks, long beforeBytes, long afterBytes) {}

    /**
     * Encodes the files of one version. Every new place is verified by decoding before it counts, and only then the place
     * that it replaces is dropped; dying in between leaves all files readable. Constant memory. May be repeated, and does
     * nothing where nothing can be gained.
     *
     * @param owner whose packs are replaced
     * @param files the version's files by path
     * @param relatives files of related versions by path, nearest first; bases may come from whatever owner
     * @throws BlobException.BlobNotFound if a file of the version is not stored; a relative that is not is left out
     */
    Encoded encode(String owner, SortedMap<String, Digest> files, List<SortedMap<String, Digest>> relatives);
}
