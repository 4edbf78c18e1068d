package dev.stemma.blob.object.s3;

import dev.stemma.blob.BlobException.StoreUnavailable;
import io.minio.GetObjectResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The body of a range request, held to the length that was asked for. */
final class S3RangeStream extends InputStream {

    private final String key;
    private final GetObjectResponse in;
    private long left;

    /**
     * S3 shortens a range that reaches past the end, which its answer's length shows.
     *
     * @throws StoreUnavailable if the answer is for another range: something in between may not know ranges
     */
    S3RangeStream(String key, GetObjectResponse response, long offset, long length) {
        this.key = key;
        this.in = response;
        this.left = length;
        String given = response.headers().get("Content-Length");
        if (given != null && Long.parseLong(given) < length) {
            closeQuietly();
            throw new IndexOutOfBoundsException("The range reaches outside " + key);
        }
        String range = response.headers().get("Content-Range");
        if (range == null ? offset > 0 : !range.startsWith("bytes " + offset + "-")) {
            closeQuietly();
            throw new StoreUnavailable(
                    "Asked for bytes of " + key + " from " + offset + " on, the object store sends "
                            + (range == null ? "the whole" : range),
                    true,
                    null);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0 || left == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("The answer for " + key + " is " + left + " bytes short");
        }
        left -= count;
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private void closeQuietly() {
        try {
            in.close();
        } catch (IOException e) {
            // Nothing of the answer is wanted.
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
