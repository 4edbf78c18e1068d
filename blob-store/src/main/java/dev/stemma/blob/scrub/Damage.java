package dev.stemma.blob.scrub;

import dev.stemma.blob.Digest;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object that is not what it should be.
 *
 * @param objectKey its key
 * @param part what of it
 * @param reason what was found
 * @param chunks the chunks that can't be read from it
 * @param files the files that can't be read any more, since no other copy is sound
 */
public record Damage(String objectKey, Part part, String reason, Set<Digest> chunks, Set<Digest> files) {

    /** What of an object is damaged. */
    public enum Part {
        /** Frames of a pack. */
        FRAMES,
        /** Bytes of a pack that reading does without, such as its footer. */
        FRAME_TABLE,
        /** A recipe. */
        RECIPE,
        /** Nothing by itself: sound parts do not make the file. */
        FILE
    }

    /** Copies and sorts the sets. */
    public Damage {
        chunks = Collections.unmodifiableSet(new TreeSet<>(chunks));
        files = Collections.unmodifiableSet(new TreeSet<>(files));
    }
}
