package dev.stemma.blob.hot;

import java.net.URI;

/**
 * Bytes of a file that can be read straight from the object store. Its text leaves the address out, which is a secret.
 *
 * @param offset where they start in the file
 * @param sizeBytes how many; the object holds these and no others
 * @param address where to GET them, for a short time
 */
public record DirectPart(long offset, int sizeBytes, URI address) {

    @Override
    public String toString() {
        return "DirectPart[" + offset + "+" + sizeBytes + "]";
    }
}
