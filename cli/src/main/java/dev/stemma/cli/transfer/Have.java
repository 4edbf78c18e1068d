package dev.stemma.cli.transfer;

import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file that is here and that others may be made of.
 *
 * @param digest what it is said to be
 * @param channel its bytes
 */
record Have(Digest digest, FileChannel channel) implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;

    /** Whether its bytes are what it is said to be; reads all of them. */
    boolean sound() {
        Hasher hasher = new Hasher();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            long at = 0;
            for (int count = channel.read(buffer, at); count >= 0; count = channel.read(buffer.clear(), at)) {
                hasher.update(buffer.array(), 0, count);
                at += count;
            }
        } catch (IOException unreadable) {
            return false;
        }
        return hasher.digest().equals(digest);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
