package dev.stemma.blob.hot;

import dev.stemma.blob.Digest;
import java.time.Instant;

/**
 * A file whose raw bytes lie in objects of their own, back to back in parts of {@value #PART_BYTES} bytes, the last one
 * shorter.
 *
 * @param blob which file
 * @param key what the keys of its parts start with; given once and never again
 * @param sizeBytes its length, at least 1
 * @param usedAt when it was last read, roughly
 */
public record HotFile(Digest blob, String key, long sizeBytes, Instant usedAt) {

    /** Length of a part: a store of objects may have to hold one in memory while it is written. */
    static final int PART_BYTES = 16 * 1024 * 1024;

    /** Checks the length. */
    public HotFile {
        if (sizeBytes < 1) {
            throw new IllegalArgumentException("A hot file has 1 byte or more, not " + sizeBytes);
        }
    }

    int parts() {
        return Math.toIntExact((sizeBytes + PART_BYTES - 1) / PART_BYTES);
    }

    int partBytes(int part) {
        return (int) Math.min(PART_BYTES, sizeBytes - (long) part * PART_BYTES);
    }

    String partKey(int part) {
        return key + "." + part;
    }

    /** The key of the file that a part belongs to. */
    static String keyOfPart(String partKey) {
        int dot = partKey.lastIndexOf('.');
        return dot < 0 ? partKey : partKey.substring(0, dot);
    }
}
