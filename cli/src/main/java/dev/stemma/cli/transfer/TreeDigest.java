package dev.stemma.cli.transfer;

import dev.stemma.blob.Digest;
import dev.stemma.blob.Hasher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/**
 * The Merkle digest of a folder: sha256 over one line a file, {@code <sha256 hex>  <size>  <path>\n}, sorted by the bytes of the
 * path ({@code docs/api/README.md}).
 */
public final class TreeDigest {
    /** The order of paths in manifests and trees. */
    public static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private TreeDigest() {}

    /** The digest of these files. */
    public static Digest of(Collection<FileEntry> files) {
        Hasher hasher = new Hasher();
        files.stream().sorted(Comparator.comparing(FileEntry::path, BY_BYTES)).forEach(file -> {
            String line = file.sha256().hex() + "  " + file.sizeBytes() + "  " + file.path() + "\n";
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            hasher.update(bytes, 0, bytes.length);
        });
        return hasher.digest();
    }
}
