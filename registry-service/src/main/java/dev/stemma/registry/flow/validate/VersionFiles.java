package dev.stemma.registry.flow.validate;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files of one immutable version, be it a model or a suite. */
public interface VersionFiles {
    /** All paths, {@code /}-separated, sorted. */
    List<String> paths();

    /** The size of one of the {@link #paths}, in bytes. */
    long sizeBytes(String path);

    /** A stream of {@code length} bytes of one of the {@link #paths}, from {@code offset}; the caller closes it. */
    InputStream open(String path, long offset, long length) throws IOException;
}
