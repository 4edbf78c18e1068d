package dev.stemma.blob.plan;

import java.io.InputStream;
import java.util.BitSet;

/** A plan together with the places that its frames come from. */
public interface PlannedPull {

    /** The plan. */
    PullPlan plan();

    /**
     * The encoded bytes of some of its frames, back to back in the order of their numbers, in constant memory. Frames of chunks
     * that are sent raw are compared with their digest, others with their checksum, before they are handed out. The stream is for
     * one thread and must be closed.
     *
     * @param frames numbers of frames of the plan
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    InputStream open(BitSet frames);

    /** How many bytes {@link #open} gives. */
    long sizeBytes(BitSet frames);
}
