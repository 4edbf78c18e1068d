package dev.stemma.cli.capture;

import dev.stemma.blob.Digest;
import dev.stemma.cli.transfer.FileEntry;
import dev.stemma.cli.transfer.LocalFile;
import dev.stemma.cli.transfer.LocalFiles;
import dev.stemma.cli.transfer.TreeDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The content of a folder (or of one file) as one digest.
 *
 * @param tree Merkle digest over paths, sizes and digests
 * @param files number of files
 * @param sizeBytes their sizes together
 * @param entries the files
 */
public record FolderHash(Digest tree, int files, long sizeBytes, List<FileEntry> entries) {
    public FolderHash {
        entries = List.copyOf(entries);
    }

    /** Hashes what lies at a path; the cache saves reading files that did not change. */
    public static FolderHash of(Path path, StatCache cache) throws IOException {
        return of(path, cache, file -> true);
    }

    /** Hashes those files below a path whose relative path is wanted. */
    static FolderHash of(Path path, StatCache cache, Predicate<String> wanted) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        long total = 0;
        for (LocalFile file : LocalFiles.below(List.of(path))) {
            if (wanted.test(file.path())) {
                entries.add(new FileEntry(file.path(), file.sizeBytes(), cache.digest(file.disk()), ""));
                total += file.sizeBytes();
            }
        }
        return new FolderHash(TreeDigest.of(entries), entries.size(), total, entries);
    }
}
