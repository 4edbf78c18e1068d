package dev.stemma.blob.pack;

import java.io.IOException;
import java.io.InputStream;

/** Gives the encoded bytes of one frame, from the start, each time it is opened. */
@FunctionalInterface
public interface FrameSource {

    /** A fresh stream of exactly the frame's encoded bytes; the reader closes it. */
    InputStream open() throws IOException;
}
