package dev.stemma.cli.transfer;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.chunk.ChunkMemory;
import dev.stemma.blob.chunk.CutPlan;
import dev.stemma.blob.chunk.FileCutter;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.term.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Reads files once each, cuts them, and has their chunks sent; gives the entries for the manifest. */
public final class Push {
    /** However many jobs: 16 windows hold 256 MiB. */
    private static final int MOST_WINDOWS = 16;

    private final Uploader uploader;
    private final Plans plans;
    private final ChunkMemory memory;

    private final PushSession session;
    private final Nearby nearby;

    private Push(Uploader uploader, Plans plans, int jobs, PushSession session, Nearby nearby) {
        this.session = session;
        this.nearby = nearby;
        this.uploader = uploader;
        this.plans = plans;
        int windows = Math.min(jobs + 1, MOST_WINDOWS);
        this.memory = new ChunkMemory(windows * Window.MOST_BYTES + CutPlan.SLICE_BYTES);
    }

    /**
     * What was pushed.
     *
     * @param files entries for the manifest
     * @param sentBytes bytes of chunks that travelled
     * @param reusedBytes bytes that the registry had already
     * @param savedBytes bytes that did not travel because chunks were encoded
     */
    public record Sent(List<FileEntry> files, long sentBytes, long reusedBytes, long savedBytes) {
        /** All bytes of files and documents. */
        public long totalBytes() {
            return sentBytes + reusedBytes + savedBytes;
        }
    }

    /** Sends these files, and documents that the manifest names by digest alone, within a push, so many transfers at once. */
    public static Sent send(
            PushSession session,
            Nearby nearby,
            List<LocalFile> files,
            List<byte[]> documents,
            int jobs,
            Progress progress) {
        try (Uploader uploader = new Uploader(session, jobs, progress)) {
            Push push = new Push(uploader, Plans.of(files), jobs, session, nearby);
            List<FileEntry> entries = new ArrayList<>();
            for (LocalFile file : files) {
                BlobInfo whole = push.one(file);
                entries.add(new FileEntry(file.path(), whole.sizeBytes(), whole.digest(), MediaTypes.of(file.path())));
            }
            documents.forEach(push::document);
            uploader.await();
            return new Sent(entries, uploader.sentBytes(), uploader.reusedBytes(), uploader.savedBytes());
        }
    }

    private BlobInfo one(LocalFile file) {
        try {
            BasicFileAttributes before = Files.readAttributes(file.disk(), BasicFileAttributes.class);
            BlobInfo whole = read(file);
            refuseChanged(file.disk(), before, whole.sizeBytes());
            return whole;
        } catch (IOException broken) {
            throw LocalFiles.unreadable(file.disk(), broken);
        }
    }

    private BlobInfo read(LocalFile file) throws IOException {
        CutPlan plan = plans.of(file);
        List<Have> relatives = nearby.relatives(file);
        try (InputStream in = Files.newInputStream(file.disk());
                FileChannel again = FileChannel.open(file.disk())) {
            BlobInfo whole = upload(file.path(), in, plan, encoding(file, again, plan, relatives));
            if (!relatives.isEmpty()) {
                uploader.settle();
            }
            return whole;
        } finally {
            for (Have relative : relatives) {
                relative.close();
            }
        }
    }

    private ChunkEncoding encoding(LocalFile file, FileChannel again, CutPlan plan, List<Have> relatives) {
        if (relatives.isEmpty()) {
            return ChunkEncoding.NONE;
        }
        try {
            return FamilyOfFile.of(session, file, again, plan, relatives);
        } catch (IOException unusable) {
            return ChunkEncoding.NONE;
        } catch (CliException refused) {
            if (!PlannedDownload.closed(refused)) {
                throw refused;
            }
            return ChunkEncoding.NONE;
        }
    }

    private void document(byte[] bytes) {
        try {
            upload("a document", new ByteArrayInputStream(bytes), CutPlan.opaque(bytes.length), ChunkEncoding.NONE);
        } catch (IOException broken) {
            throw new UncheckedIOException("Reading from memory cannot fail", broken);
        }
    }

    private BlobInfo upload(String path, InputStream in, CutPlan plan, ChunkEncoding encoding) throws IOException {
        Uploader.FileUpload upload = uploader.file(path, encoding);
        BlobInfo whole = FileCutter.cut(in, plan, memory, upload);
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
