package dev.stemma.blob.recipe;

import dev.stemma.blob.BlobException.RecipeInvalid;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a file is put together: its segments in order. It names chunks by the digest of their raw bytes only, so chunks may
 * be encoded anew and moved without touching it.
 *
 * @param file digest and size of the whole, so that an index can be made anew from recipes
 * @param segments pieces whose sizes add up to the file's; none for an empty file
 */
public record Recipe(BlobInfo file, List<Segment> segments) {

    /** Copies the list and checks that the sizes add up. */
    public Recipe {
        segments = List.copyOf(segments);
        long left = file.sizeBytes();
        for (Segment segment : segments) {
            left -= segment.sizeBytes();
            if (left < 0) {
                break;
            }
        }
        if (left != 0) {
            throw new RecipeInvalid("its segments do not add up to " + file.sizeBytes() + " bytes");
        }
    }

    /** A recipe of chunks alone. */
    public static Recipe ofChunks(BlobInfo file, List<Chunk> chunks) {
        return new Recipe(
                file, chunks.stream().<Segment>map(Segment.OfChunk::new).toList());
    }

    /** The distinct chunks that its own segments name, in order; not those of files that it takes slices of. */
    public Set<Digest> chunks() {
        Set<Digest> chunks = new LinkedHashSet<>();
        for (Segment segment : segments) {
            if (segment instanceof Segment.OfChunk(var chunk)) {
                chunks.add(chunk.digest());
            }
        }
        return chunks;
    }
}
