package dev.stemma.blob.scrub;

/** Keeps a scrub from taking the whole disk: told of every stretch of bytes before it is read, it may wait. */
@FunctionalInterface
public interface Pace {

    /** Never waits. */
    Pace FREE = bytes -> {};

    /** So many bytes are about to be read. */
    void spent(long bytes);
}
