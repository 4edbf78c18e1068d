package dev.stemma.registry.flow.usage;

/**
 * Bytes of a version, or of all versions of a name together.
 *
 * @param logicalBytes sum of the sizes of files
 * @param storedBytes what the distinct chunks of the files take where they are stored, each counted once
 * @param uniqueBytes what removing exactly this would free
 * @param complete false if the chunks of some file are not known: such a file counts as logical only
 */
public record Usage(long logicalBytes, long storedBytes, long uniqueBytes, boolean complete) {

    /** What removing it would leave, because something else needs it. */
    public long sharedBytes() {
        return storedBytes - uniqueBytes;
    }
}
