package dev.stemma.cli.transfer;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.chunk.FileChunk;
import dev.stemma.blob.chunk.FixedChunker;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.term.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.zip.CRC32C;

/** Reads files once each, cuts them, and has their chunks sent; gives the entries for the manifest. */
public final class Push {
    private static final int WINDOW_CHUNKS = 4;
    /** However many jobs: 16 windows hold 256 MiB. */
    private static final int MOST_WINDOWS = 16;

    private final Uploader uploader;
    private final int buffers;
    /** Memory for files read whole, in KiB. */
    private final Semaphore smallFiles;

    private Push(Uploader uploader, int jobs) {
        this.uploader = uploader;
        int windows = Math.min(jobs + 1, MOST_WINDOWS);
        this.buffers = windows * WINDOW_CHUNKS + 1;
        this.smallFiles = new Semaphore(windows * WINDOW_CHUNKS * (FixedChunker.CHUNK_BYTES / 1024));
    }

    /**
     * What was pushed.
     *
     * @param files entries for the manifest
     * @param sentBytes bytes of chunks that travelled
     * @param reusedBytes bytes that the registry had already
     */
    public record Sent(List<FileEntry> files, long sentBytes, long reusedBytes) {}

    /** Sends these files, and documents that the manifest names by digest alone, within a push, so many transfers at once. */
    public static Sent send(
            PushSession session, List<LocalFile> files, List<byte[]> documents, int jobs, Progress progress) {
        try (Uploader uploader = new Uploader(session, jobs, progress)) {
            Push push = new Push(uploader, jobs);
            List<FileEntry> entries = new ArrayList<>();
            for (LocalFile file : files) {
                BlobInfo whole = push.one(file);
                entries.add(new FileEntry(file.path(), whole.sizeBytes(), whole.digest(), MediaTypes.of(file.path())));
            }
            documents.forEach(push::bytes);
            uploader.await();
            return new Sent(entries, uploader.sentBytes(), uploader.reusedBytes());
        }
    }

    private BlobInfo one(LocalFile file) {
        try {
            BasicFileAttributes before = Files.readAttributes(file.disk(), BasicFileAttributes.class);
            BlobInfo whole = before.size() <= FixedChunker.CHUNK_BYTES ? small(file.disk()) : large(file.disk());
            refuseChanged(file.disk(), before, whole.sizeBytes());
            return whole;
        } catch (IOException broken) {
            throw LocalFiles.unreadable(file.disk(), broken);
        }
    }

    private BlobInfo large(Path disk) throws IOException {
        Uploader.FileUpload upload = uploader.file();
        try (InputStream in = Files.newInputStream(disk)) {
            BlobInfo whole = FixedChunker.cut(in, buffers, upload::add);
            upload.finish(whole);
            return whole;
        }
    }

    private BlobInfo small(Path disk) throws IOException {
        try (InputStream in = Files.newInputStream(disk)) {
            return bytes(in.readNBytes(FixedChunker.CHUNK_BYTES));
        }
    }

    private BlobInfo bytes(byte[] bytes) {
        Digest digest = Digest.of(bytes);
        Uploader.FileUpload upload = uploader.file();
        if (bytes.length > 0) {
            int kib = (bytes.length + 1023) / 1024;
            if (!smallFiles.tryAcquire(kib)) {
                uploader.flush();
                smallFiles.acquireUninterruptibly(kib);
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes, 0, bytes.length);
            FileChunk chunk = new FileChunk(new Chunk(digest, bytes.length), 0, (int) crc.getValue());
            upload.add(chunk, bytes, () -> smallFiles.release(kib));
        }
        BlobInfo whole = new BlobInfo(digest, bytes.length);
        upload.finish(whole);
        return whole;
    }

    private static void refuseChanged(Path disk, BasicFileAttributes before, long read) throws IOException {
        BasicFileAttributes after = Files.readAttributes(disk, BasicFileAttributes.class);
        boolean same = after.size() == before.size()
                && read == before.size()
                && after.lastModifiedTime().equals(before.lastModifiedTime())
                && java.util.Objects.equals(after.fileKey(), before.fileKey());
        if (!same) {
            throw CliException.of(Exit.CONFLICT, "LOCAL_FILE_CHANGED", disk + " changed while it was read")
                    .help("wait until nothing writes to it, then push again");
        }
    }
}
