package dev.stemma.blob.hot;

/** Is told what becomes of hot files; must not fail, and not wait. */
@FunctionalInterface
public interface HotEvents {

    /** Tells nobody. */
    HotEvents NONE = (what, bytes) -> {};

    /** What can happen. */
    enum Event {
        /** A stream was closed that took so many bytes from a hot file. */
        HIT,
        /** A stream was closed that took so many bytes from packs, though its file is large enough to be hot. */
        MISS,
        /** A file of so many bytes became hot. */
        STORED,
        /** A file of so many bytes made room. */
        EVICTED,
        /** A file of so many bytes was found damaged or gone. */
        LOST
    }

    /** Something happened to so many bytes. */
    void happened(Event what, long bytes);
}
