package dev.stemma.blob.pack;

import dev.stemma.blob.Chunk;

/** Numbers of the pack format, version 1. All integers in a pack are big-endian and unsigned. */
public final class PackFormat {

    /** First eight bytes of a pack: {@code STMPACK} and the format version. */
    static final long MAGIC = 0x53544d5041434b01L;

    /** First four bytes of a frame: {@code STFR}. */
    static final int FRAME_MAGIC = 0x53544652;

    /** First four bytes of the footer: {@code STFT}. */
    static final int FOOTER_MAGIC = 0x53544654;

    /** Last eight bytes of a pack: {@code STMPEND} and the format version. */
    static final long END_MAGIC = 0x53544d50454e4401L;

    /** Codec of frames whose encoded bytes are the raw bytes. */
    public static final int CODEC_RAW = 0;

    /** Length of a pack's header. */
    static final int HEADER_BYTES = 8;

    /** Length of a frame header without its base digests. */
    static final int FRAME_HEADER_BYTES = 52;

    /** Length of a footer row without its base digests. */
    static final int ROW_BYTES = 56;

    /** Length of what follows the footer table: row count, table length, CRC, end magic. */
    static final int TRAILER_BYTES = 20;

    /** A frame names at most this many base chunks. */
    public static final int MAX_BASES = 8;

    /** A pack holds at most this many frames. */
    public static final int MAX_FRAMES = 65_536;

    /** Encoded bytes of a frame; codecs must not grow a chunk by more than a little. */
    public static final int MAX_ENCODED_BYTES = Chunk.MAX_BYTES + 65_536;

    /** No pack is larger. */
    public static final int MAX_PACK_BYTES = 64 * 1024 * 1024;

    /** Writers close a pack when the next frame would take its encoded bytes past this size. */
    public static final int TARGET_PACK_BYTES = 16 * 1024 * 1024;

    /** Writers close a pack of this many frames, so that headers and rows stay small beside the largest pack. */
    static final int TARGET_FRAMES = 16_384;

    private PackFormat() {}
}
