package dev.stemma.registry.inbound.rest;

import jakarta.ws.rs.ClientErrorException;

/** The range asked for lies outside the file. */
final class RangeOutside extends ClientErrorException {

    private static final long serialVersionUID = 1L;

    private final long sizeBytes;

    RangeOutside(long sizeBytes) {
        super("range outside of " + sizeBytes + " bytes", 416);
        this.sizeBytes = sizeBytes;
    }

    long sizeBytes() {
        return sizeBytes;
    }
}
