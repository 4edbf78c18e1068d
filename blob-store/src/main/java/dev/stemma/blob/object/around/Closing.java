package dev.stemma.blob.object.around;

import dev.stemma.blob.object.ObjectStore;
import java.io.IOException;

/** Passes a close on: some stores hold connections, others nothing. */
final class Closing {

    private Closing() {}

    static void close(ObjectStore inner) throws IOException {
        if (inner instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException("Closing the object store failed", e);
            }
        }
    }
}
