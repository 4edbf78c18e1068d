package dev.stemma.blob.plan;

/**
 * Bytes of a file.
 *
 * @param file which one: 0 is the file that is being made, <i>k</i> is the <i>k</i>-th of those that its maker has
 * @param offset where they start
 * @param sizeBytes how many, at least 1
 */
public record Stretch(int file, long offset, long sizeBytes) {

    /** Stands for the file that is being made. */
    public static final int SAME_FILE = 0;

    /** Checks that such bytes can exist. */
    public Stretch {
        if (file < 0 || offset < 0 || sizeBytes < 1 || offset > Long.MAX_VALUE - sizeBytes) {
            throw new IllegalArgumentException("No file has such bytes");
        }
    }

    /** Whether the other one follows this one in the same file. */
    boolean goesOnWith(Stretch other) {
        return file == other.file && offset + sizeBytes == other.offset;
    }
}
