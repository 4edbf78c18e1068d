package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.hot.DirectPart;
import dev.stemma.blob.object.DirectReads;
import java.util.List;

/** Where the bytes of a file lie ({@code direct.json}). */
record DirectAnswer(long expiresInSeconds, List<Part> parts) {

    static DirectAnswer of(List<DirectPart> parts) {
        return new DirectAnswer(
                DirectReads.VALIDITY.toSeconds(),
                parts.stream()
                        .map(part -> new Part(
                                part.offset(), part.sizeBytes(), part.address().toString()))
                        .toList());
    }

    /** Bytes that one address gives. Its text leaves out the address, which is a secret. */
    record Part(long offset, long sizeBytes, String url) {
        @Override
        public String toString() {
            return "Part[" + offset + "+" + sizeBytes + "]";
        }
    }
}
