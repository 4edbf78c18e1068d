package dev.stemma.blob.hot;

import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.SourceFailed;
import dev.stemma.blob.object.ObjectStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.function.Supplier;

/** The objects of hot files. */
final class HotObjects {

    static final String FOLDER = "hot/";

    private final ObjectStore objects;
    private final Supplier<UUID> ids;

    HotObjects(ObjectStore objects, Supplier<UUID> ids) {
        this.objects = objects;
        this.ids = ids;
    }

    /** A key that no file had. The folder is the id's last two digits, which differ even when ids begin with the time. */
    String newKey() {
        String id = ids.get().toString();
        return FOLDER + id.substring(id.length() - 2) + "/" + id;
    }

    /**
     * Writes all parts, or, if the bytes or the store fail, none.
     *
     * @throws SizeMismatch if the stream holds fewer or more bytes than the file
     */
    void write(HotFile file, InputStream bytes) {
        int part = 0;
        try {
            for (; part < file.parts(); part++) {
                int length = file.partBytes(part);
                objects.put(file.partKey(part), length, new PartStream(bytes, length));
            }
            if (bytes.read() >= 0) {
                throw new SizeMismatch(file.sizeBytes(), file.sizeBytes() + 1);
            }
        } catch (IOException e) {
            delete(file);
            throw new SourceFailed(e);
        } catch (RuntimeException e) {
            delete(file);
            throw e;
        }
    }

    /** Reads a range, which may reach over several parts. */
    void read(HotFile file, long position, byte[] target, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = (int) ((position + done) / HotFile.PART_BYTES);
            int start = (int) ((position + done) % HotFile.PART_BYTES);
            int count = Math.min(length - done, HotFile.PART_BYTES - start);
            try (InputStream in = objects.open(file.partKey(part), start, count)) {
                if (in.readNBytes(target, done, count) < count) {
                    throw new EOFException(file.partKey(part) + " is short");
                }
            }
            done += count;
        }
    }

    /** Deletes what is there of a file that no row names any more. What the store refuses now, a sweep deletes later. */
    void delete(HotFile file) {
        for (int part = 0; part < file.parts(); part++) {
            try {
                objects.delete(file.partKey(part));
            } catch (RuntimeException e) {
                return;
            }
        }
    }
}
