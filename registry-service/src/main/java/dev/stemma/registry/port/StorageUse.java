package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ModelName;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Who needs which stored chunks: for figures about usage. Nothing is changed, and every call sees one state of the registry. Calls of any
 * number of keys are asked in blocks of bounded size.
 *
 * <p>A namespace keeps a chunk for itself if it put it there itself; another one that stores the same chunk in its own packs then does not
 * need it. So the answers tell nobody that a namespace which has nothing to do with theirs holds the same bytes.
 */
public interface StorageUse {

    /** The chunks of files. A file whose chunks the index does not know, because it was stored before it kept them, is not among the keys. */
    Map<Digest, Set<Digest>> chunks(Collection<Digest> blobs);

    /** By chunk, those chunks that the namespace stores in a way that leans directly on it. Chunks without any are not among the keys. */
    Map<Digest, Set<Digest>> leaning(Collection<Digest> chunks, String namespace);

    /**
     * By chunk, who needs it as the name's namespace keeps it, through a file or a lineage document of a version, yanked ones included.
     * Chunks that nobody needs are not among the keys.
     */
    Map<Digest, Users> users(Collection<Digest> chunks, ModelName name);

    /**
     * Who needs a chunk.
     *
     * @param first the lowest version of the name that does; 0 for none
     * @param last the highest one; 0 for none
     * @param elsewhere whether a version of another name does, or another namespace leans on it
     */
    record Users(int first, int last, boolean elsewhere) {

        /** What two answers about the same chunk say together. */
        public Users and(Users other) {
            return new Users(
                    first == 0 || other.first == 0 ? first + other.first : Math.min(first, other.first),
                    Math.max(last, other.last),
                    elsewhere || other.elsewhere);
        }

        /** Whether no version but this one of the name needs it. */
        public boolean onlyBy(int number) {
            return !elsewhere && (first == 0 || first == number) && (last == 0 || last == number);
        }
    }
}
