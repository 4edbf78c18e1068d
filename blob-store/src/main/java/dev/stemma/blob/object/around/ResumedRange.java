package dev.stemma.blob.object.around;

import dev.stemma.blob.BlobException.StoreUnavailable;
import dev.stemma.blob.object.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A range that is opened again from where it broke off. */
final class ResumedRange extends InputStream {

    private final ObjectStore store;
    private final String key;
    private final Tries tries;
    private InputStream in;
    private long offset;
    private long left;

    /** Over a stream that was opened for this range, with what the tries that it took have left. */
    ResumedRange(ObjectStore store, String key, long offset, long length, InputStream opened, Tries tries) {
        this.store = store;
        this.key = key;
        this.offset = offset;
        this.left = length;
        this.in = opened;
        this.tries = tries;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, target.length);
        while (true) {
            try {
                int count = in.read(target, start, length);
                offset += Math.max(count, 0);
                left -= Math.max(count, 0);
                return count;
            } catch (IOException e) {
                resume(e);
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private void resume(IOException reason) throws IOException {
        closeBroken(reason);
        if (left <= 0) {
            throw reason;
        }
        try {
            tries.spend(new StoreUnavailable("Reading " + key + " broke off: " + reason.getMessage(), true, reason));
            in = tries.run(() -> store.open(key, offset, left));
        } catch (StoreUnavailable e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void closeBroken(IOException reason) {
        try {
            in.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
