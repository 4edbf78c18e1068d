package dev.stemma.blob.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives the encoded bytes of one frame, from the start, each time it is opened; what follows them is not read. */
@FunctionalInterface
public interface FrameSource {

    /** A fresh stream that starts with the frame's encoded bytes; the reader closes it. */
    InputStream open() throws IOException;

    /** The bytes of a file from this offset, as a raw frame of a chunk that lies there wants them. */
    static FrameSource ofFile(Path file, long offset) {
        return () -> {
            InputStream in = Files.newInputStream(file);
            try {
                in.skipNBytes(offset);
                return in;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        };
    }
}
