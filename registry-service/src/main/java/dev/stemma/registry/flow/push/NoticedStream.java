package dev.stemma.registry.flow.push;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Notices whether anyone read from it: a pack that is stored already is answered without reading. */
final class NoticedStream extends FilterInputStream {

    private boolean read;

    NoticedStream(InputStream in) {
        super(in);
    }

    boolean wasRead() {
        return read;
    }

    @Override
    public int read() throws IOException {
        read = true;
        return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        read = true;
        return in.read(into, offset, length);
    }
}
