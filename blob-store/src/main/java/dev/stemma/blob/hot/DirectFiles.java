package dev.stemma.blob.hot;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.object.DirectReads;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Addresses of the bytes of hot files. The objects of a hot file hold its bytes and no others, unlike packs, so that who may read the
 * file may read them. The bytes are not verified on the way: who reads them must.
 */
public final class DirectFiles {

    /** So many are given at once; those that come later would have expired before their turn. */
    static final int MOST_PARTS = 64;

    private final HotFiles hot;
    private final DirectReads reads;

    /** Of the files that {@code hot} keeps, in the store that {@code reads} knows. */
    public DirectFiles(HotFiles hot, DirectReads reads) {
        this.hot = hot;
        this.reads = reads;
    }

    /**
     * The parts that hold the bytes from {@code offset} on, in order, as many as will be read soon.
     *
     * @param offset from 0 to below the file's size
     * @return empty if the file is not hot, or none may be given away
     */
    public List<DirectPart> parts(BlobInfo file, long offset) {
        if (!reads.allowed()) {
            return List.of();
        }
        return hot.find(file).map(found -> parts(found, offset)).orElse(List.of());
    }

    private List<DirectPart> parts(HotFile file, long offset) {
        List<DirectPart> parts = new ArrayList<>();
        int first = Math.toIntExact(offset / HotFile.PART_BYTES);
        for (int part = first; part < file.parts() && parts.size() < MOST_PARTS; part++) {
            Optional<URI> address = reads.address(file.partKey(part));
            if (address.isEmpty()) {
                return List.of();
            }
            parts.add(new DirectPart((long) part * HotFile.PART_BYTES, file.partBytes(part), address.get()));
        }
        return List.copyOf(parts);
    }
}
