package dev.stemma.blob.codec;

import java.util.Optional;

/** The ways in which a chunk can be encoded. Their numbers stand in packs and never change. */
public enum Codec {
    /** The bytes as they are. */
    RAW(0),
    /** One zstd frame. */
    ZSTD(1),
    /** One zstd frame, with the base chunk as its dictionary: for structure such as graphs and headers. */
    ZSTD_DICT(2),
    /** Bytes of elements regrouped into planes, each entropy-coded by itself: weights without a base. */
    PLANES(3),
    /** Differences of elements to those of the base, grouped by the base's exponent: weights with a relative. */
    DELTA(4),
    /** Differences of bytes to those of the base, grouped by the base's byte: integers with a relative. */
    BYTE_DELTA(5),
    /** Computed from base chunks by a stated operation, with a residual where that is not exact. */
    DERIVE(6);

    private final int id;

    Codec(int id) {
        this.id = id;
    }

    /** The number that stands in a frame. */
    public int id() {
        return id;
    }

    /** The codec with this number, if it is known here. */
    public static Optional<Codec> of(int id) {
        return id >= 0 && id < values().length ? Optional.of(values()[id]) : Optional.empty();
    }
}
