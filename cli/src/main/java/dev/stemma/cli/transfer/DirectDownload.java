package dev.stemma.cli.transfer;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Transfers;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.term.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Fetches a file straight from the registry's object store, several ranges at once, which are written one after the other so that another
 * run can go on. Nothing that comes is trusted before the whole file's digest was compared.
 */
final class DirectDownload {
    /** Smaller files are not worth a question. */
    static final long LEAST_BYTES = 8 << 20;

    private static final int RANGE_BYTES = 4 << 20;
    private static final int AHEAD = 3;
    private static final int ATTEMPTS = 2;

    private final Transfers transfers;
    private final String route;
    private final FileEntry file;
    private final FileChannel part;
    private final ExecutorService workers;
    private final Progress progress;
    private long at;

    /**
     * Of a file of a name.
     *
     * @param name route of the name
     * @param workers for requests that travel at once
     */
    DirectDownload(
            Transfers transfers,
            String name,
            FileEntry file,
            FileChannel part,
            ExecutorService workers,
            Progress progress) {
        this.transfers = transfers;
        this.route = name + "/blobs/" + file.sha256() + "/direct";
        this.file = file;
        this.part = part;
        this.workers = workers;
        this.progress = progress;
    }

    /**
     * Fetches what is missing. Afterwards the part holds the file, on the disk; if it fails, the part is as it was.
     *
     * @return how many bytes came
     * @throws IOException if the object store does not give the file; the sentence says why
     * @throws CliException if the registry gives no address
     */
    long run() throws IOException {
        long had = part.size();
        at = had;
        progress.add(had);
        boolean done = false;
        try {
            while (at < file.sizeBytes()) {
                some();
            }
            if (!new Have(file.sha256(), part).sound()) {
                throw new IOException("it gives other bytes");
            }
            part.force(true);
            done = true;
            return file.sizeBytes() - had;
        } finally {
            if (!done) {
                progress.add(-at);
                part.truncate(had);
            }
        }
    }

    /** Fetches from addresses while they are fresh. */
    private void some() throws IOException {
        long asked = System.nanoTime();
        Json.Obj answer =
                transfers.post(route, Json.object().with("offset", at)).json();
        try {
            long freshSeconds = Math.clamp(answer.integer("expiresInSeconds"), 1, 3600) / 2;
            List<Address> addresses = Address.of(answer, at, file.sizeBytes());
            fetch(addresses, asked + freshSeconds * 1_000_000_000L);
        } catch (JsonException malformed) {
            throw new IOException("the registry's answer makes no sense", malformed);
        }
    }

    private void fetch(List<Address> addresses, long until) throws IOException {
        Queue<Future<byte[]>> ahead = new ArrayDeque<>();
        long wanted = at;
        try {
            for (Address address : addresses) {
                while (wanted < address.end() && (wanted == at || System.nanoTime() < until)) {
                    long from = wanted - address.offset();
                    int length = (int) Math.min(RANGE_BYTES, address.end() - wanted);
                    ahead.add(workers.submit(() -> range(address, from, length)));
                    wanted += length;
                    if (ahead.size() == AHEAD) {
                        write(ahead.remove());
                    }
                }
            }
            while (!ahead.isEmpty()) {
                write(ahead.remove());
            }
        } finally {
            ahead.forEach(one -> one.cancel(true));
        }
    }

    private byte[] range(Address address, long from, int length) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return transfers.elsewhere(address.at(), from, length);
            } catch (IOException failed) {
                if (attempt == ATTEMPTS) {
                    throw failed;
                }
            }
        }
    }

    private void write(Future<byte[]> range) throws IOException {
        try {
            byte[] bytes = range.get();
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                part.write(buffer, at + buffer.position());
            }
            at += bytes.length;
            progress.add(bytes.length);
        } catch (ExecutionException failed) {
            throw new IOException(
                    failed.getCause() instanceof IOException known ? known.getMessage() : "it can't be reached",
                    failed);
        } catch (InterruptedException stop) {
            throw Pull.interrupted(stop);
        }
    }

    /** Whether a refusal means that this registry gives no addresses at all. */
    static boolean off(CliException refusal) {
        return refusal.exit() == Exit.NOT_FOUND || refusal.code().equals("DIRECT_OFF");
    }
}
