package dev.stemma.blob.kin;

import dev.stemma.blob.Chunk;
import dev.stemma.format.Bytes;
import dev.stemma.format.TensorTable;
import java.util.List;

/**
 * A stored file as its kin are found by.
 *
 * @param path where it stands in its version
 * @param tensors its table; of the describing file for a file that has none of its own
 * @param chunks what it is made of, in order, back to back from 0
 * @param content its bytes, for reading small tensors such as scales
 */
public record Relative(String path, TensorTable tensors, List<Chunk> chunks, Bytes content) {

    /** Copies the list. */
    public Relative {
        chunks = List.copyOf(chunks);
    }
}
