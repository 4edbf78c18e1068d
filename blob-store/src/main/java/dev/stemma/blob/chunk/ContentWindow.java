package dev.stemma.blob.chunk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads regions that are cut by content, as far ahead as the next cut needs. */
final class ContentWindow {

    /** Most memory that a window takes: twice what a cut needs, so that bytes are seldom moved. */
    static final int MOST_BYTES = 2 * FastCdc.MAX_BYTES;

    private static final int FIRST_BYTES = 32 * 1024;

    private final InputStream in;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int start;
    private int end;
    private long unread;
    private boolean atRegionStart;
    private boolean streamEnded;

    ContentWindow(InputStream in) {
        this.in = in;
    }

    /** Starts with a region of so many bytes, or as many as there are. */
    void enter(long regionBytes) {
        start = 0;
        end = 0;
        unread = regionBytes;
        atRegionStart = true;
    }

    /** The length of the region's next chunk; 0 behind the last one. */
    int nextLength() throws IOException {
        fill();
        boolean small = atRegionStart && exhausted() && end - start <= FastCdc.AVERAGE_BYTES;
        atRegionStart = false;
        return small ? end - start : FastCdc.cut(bytes, start, end) - start;
    }

    /** Copies the next bytes out. */
    void take(byte[] target, int length) {
        System.arraycopy(bytes, start, target, 0, length);
        start += length;
    }

    boolean streamEnded() {
        return streamEnded;
    }

    private boolean exhausted() {
        return unread == 0 || streamEnded;
    }

    private void fill() throws IOException {
        while (end - start < FastCdc.MAX_BYTES && !exhausted()) {
            makeRoom();
            int wanted = (int) Math.min(bytes.length - end, unread);
            int count = in.readNBytes(bytes, end, wanted);
            end += count;
            unread -= count;
            streamEnded = count < wanted;
        }
    }

    private void makeRoom() {
        if (end < bytes.length) {
            return;
        }
        if (bytes.length < MOST_BYTES) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        } else {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
    }
}
