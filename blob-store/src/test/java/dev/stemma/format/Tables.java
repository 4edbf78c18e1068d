package dev.stemma.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Allocations;
import java.io.IOException;

/** What holds of the table of any bytes whatsoever. */
final class Tables {
    /**
     * What finding the table of a file may take, in bytes (docs/storage-format.md, "Cutting"): windows on it, and for
     * each of its bytes the objects that it may stand for.
     */
    static long mostBytes(long fileBytes) {
        return 256 * 1024 + 256 * fileBytes;
    }

    private Tables() {}

    /** The table of a file, after checking that it is one and took little. */
    static TensorTable checked(byte[] file) throws IOException {
        long before = Allocations.bytes();
        TensorTable table = TensorTable.of(Bytes.of(file));
        long taken = Allocations.bytes() - before;
        if (taken > mostBytes(file.length)) {
            taken = takenAgain(file);
        }
        assertTrue(taken <= mostBytes(file.length), taken + " bytes for a file of " + file.length);
        long end = 0;
        for (Tensor tensor : table.tensors()) {
            assertTrue(tensor.offset() >= end && tensor.sizeBytes() > 0, "sorted, without overlap, not empty");
            end = tensor.offset() + tensor.sizeBytes();
            assertTrue(end > tensor.offset() && end <= file.length, "within the file");
        }
        for (TensorTable.External external : table.external()) {
            Tensor tensor = external.tensor();
            assertTrue(tensor.offset() >= 0 && tensor.sizeBytes() > 0 && tensor.end() > 0, "in some file");
        }
        return table;
    }

    /** The first time may have taken what the JVM needs to load a class or to put a text together. */
    private static long takenAgain(byte[] file) throws IOException {
        long before = Allocations.bytes();
        TensorTable.of(Bytes.of(file));
        return Allocations.bytes() - before;
    }
}
