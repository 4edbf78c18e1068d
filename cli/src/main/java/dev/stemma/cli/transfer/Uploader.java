package dev.stemma.cli.transfer;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Digest;
import dev.stemma.blob.chunk.ChunkSink;
import dev.stemma.blob.chunk.FileChunk;
import dev.stemma.blob.codec.Encoding;
import dev.stemma.blob.pack.Frame;
import dev.stemma.blob.pack.PackWriter;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.term.Progress;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Sends chunks in windows, several at once: asks which of a window are missing, packs those, sends the pack, and gives the
 * buffers back. A file is named to the registry when all its windows are stored.
 */
final class Uploader implements AutoCloseable {
    private final PushSession session;
    private final Progress progress;
    private final ExecutorService askers;
    private final ExecutorService workers;
    private final List<CompletableFuture<Void>> files = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong reused = new AtomicLong();
    private final AtomicLong saved = new AtomicLong();
    private Window window = new Window();
    private volatile @Nullable RuntimeException failure;

    Uploader(PushSession session, int jobs, Progress progress) {
        this.session = session;
        this.progress = progress;
        this.askers = threads("push-ask-", jobs);
        this.workers = threads("push-", jobs);
    }

    private static ExecutorService threads(String name, int count) {
        return Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name(name, 0).factory());
    }

    /** The chunks of one file as they come. */
    final class FileUpload implements ChunkSink {
        private final ChunkRecords chunks;
        private final ChunkEncoding encoding;
        private final Set<Window> windows = new LinkedHashSet<>();

        private FileUpload(String path, ChunkEncoding encoding) {
            this.chunks = new ChunkRecords(path);
            this.encoding = encoding;
        }

        @Override
        public void accept(FileChunk chunk, byte[] bytes, Runnable release) {
            RuntimeException broken = failure;
            if (broken != null) {
                throw broken;
            }
            chunks.add(chunk);
            windows.add(hold(new Window.Held(chunk, bytes, release, encoding)));
        }

        @Override
        public void pressed() {
            flush();
        }

        /** After the last chunk: the file's identity. */
        void finish(BlobInfo whole) {
            CompletableFuture<?>[] waits = windows.stream().map(Window::stored).toArray(CompletableFuture<?>[]::new);
            synchronized (Uploader.this) {
                files.add(CompletableFuture.allOf(waits)
                        .thenRunAsync(() -> session.putFile(whole, chunks.all()), workers));
            }
        }
    }

    /** Takes the chunks of a file, which are encoded in this way; the path is for people. */
    FileUpload file(String path, ChunkEncoding encoding) {
        return new FileUpload(path, encoding);
    }

    private synchronized Window hold(Window.Held chunk) {
        if (window.full(chunk.chunk().chunk().sizeBytes())) {
            flush();
        }
        window.add(chunk);
        return window;
    }

    /** Sends the window that is filling. Call when no chunk follows soon. */
    synchronized void flush() {
        if (!window.isEmpty()) {
            Window full = window;
            window = new Window();
            askers.execute(() -> ask(full));
        }
    }

    /** Waits until nothing that was handed over is needed any more. */
    void settle() {
        flush();
        join();
    }

    /** Waits until every file is stored; fails as the first of them failed. */
    void await() {
        settle();
    }

    private void join() {
        CompletableFuture<?>[] all;
        synchronized (this) {
            all = files.toArray(CompletableFuture<?>[]::new);
        }
        try {
            CompletableFuture.allOf(all).join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case CliException known -> throw known;
                case RuntimeException bug -> throw bug;
                case null, default -> throw failed;
            }
        }
    }

    /** Bytes of chunks that travelled. */
    long sentBytes() {
        return sent.get();
    }

    /** Bytes of chunks that the registry had. */
    long reusedBytes() {
        return reused.get();
    }

    /** Bytes of chunks that travelled in fewer bytes, less those. */
    long savedBytes() {
        return saved.get();
    }

    /** Asks what is missing before a worker is free for it: on a far registry an answer takes longer than a pack. */
    private void ask(Window full) {
        run(full, () -> {
            BitSet missing = session.missing(full.chunks());
            workers.execute(() -> run(full, () -> {
                send(full, missing);
                full.release();
                full.stored().complete(null);
            }));
        });
    }

    private void run(Window full, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failed) {
            failure = failed;
            fail(full, failed);
        } catch (Error failed) {
            fail(full, failed);
        }
    }

    private static void fail(Window full, Throwable reason) {
        full.stored().completeExceptionally(reason);
        full.release();
    }

    private void send(Window full, BitSet missing) {
        Set<Digest> packed = new HashSet<>();
        List<Window.Held> sending = new ArrayList<>();
        long total = 0;
        long travelling = 0;
        for (int i = 0; i < full.held().size(); i++) {
            Window.Held held = full.held().get(i);
            total += held.chunk().chunk().sizeBytes();
            if (missing.get(i) && packed.add(held.chunk().chunk().digest())) {
                sending.add(held);
                travelling += held.chunk().chunk().sizeBytes();
            }
        }
        long encoded = sending.isEmpty() ? 0 : pack(sending);
        sent.addAndGet(encoded);
        saved.addAndGet(travelling - encoded);
        reused.addAndGet(total - travelling);
        progress.add(total);
    }

    /** Sends chunks and gives the bytes that they took; raw if the registry does not take them encoded. */
    private long pack(List<Window.Held> sending) {
        List<Optional<Encoding>> encodings = sending.stream()
                .map(held -> held.encoding().encode(held.chunk(), held.bytes()))
                .toList();
        long encoded = 0;
        long raw = 0;
        for (int i = 0; i < sending.size(); i++) {
            int size = sending.get(i).chunk().chunk().sizeBytes();
            raw += size;
            encoded += encodings.get(i).map(found -> found.bytes().length()).orElse(size);
        }
        try {
            put(sending, encodings);
            return encoded;
        } catch (CliException refused) {
            if (encoded == raw || !refused.code().equals("PACK_INVALID")) {
                throw refused;
            }
        }
        put(sending, Collections.nCopies(sending.size(), Optional.empty()));
        return encoded + raw;
    }

    private void put(List<Window.Held> sending, List<Optional<Encoding>> encodings) {
        AtomicBoolean again = new AtomicBoolean();
        session.putPack(() -> {
            BitSet wanted = new BitSet();
            if (again.getAndSet(true)) {
                wanted =
                        session.missing(sending.stream().map(Window.Held::chunk).toList());
            } else {
                wanted.set(0, sending.size());
            }
            PackWriter pack = new PackWriter();
            wanted.stream().forEach(i -> {
                Window.Held held = sending.get(i);
                encodings.get(i).ifPresentOrElse(found -> add(pack, held, found), () -> add(pack, held));
            });
            return pack;
        });
    }

    private static void add(PackWriter pack, Window.Held held) {
        int size = held.chunk().chunk().sizeBytes();
        pack.add(held.chunk().chunk(), held.chunk().crc32c(), () -> new ByteArrayInputStream(held.bytes(), 0, size));
    }

    private static void add(PackWriter pack, Window.Held held, Encoding encoding) {
        byte[] bytes = encoding.bytes().array();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        Frame frame = new Frame(
                held.chunk().chunk(), encoding.codec().id(), encoding.bases(), encoding.depth(), bytes.length, (int)
                        crc.getValue());
        pack.add(frame, () -> new ByteArrayInputStream(bytes));
    }

    /** Stops the workers; what is under way is given up. */
    @Override
    public void close() {
        askers.shutdownNow();
        workers.shutdownNow();
        try {
            if (!askers.awaitTermination(30, TimeUnit.SECONDS) || !workers.awaitTermination(30, TimeUnit.SECONDS)) {
                throw CliException.of(Exit.FAILED, "TRANSFER_STUCK", "a transfer does not end");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
