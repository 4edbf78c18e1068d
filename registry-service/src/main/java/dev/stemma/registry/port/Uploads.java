package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Push;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Uploads under way, and which blobs were put through which name. A name may refer only to blobs that were put through it, so that
 * knowing a digest is never enough to read its bytes. All methods run inside the caller's transaction if there is one.
 */
public interface Uploads {

    /** Records a push under its id, which is new. */
    void open(Push push);

    /** A push that is open. Whether it has expired is for the caller to see. */
    Optional<Push> find(String id);

    /** Forgets a push; what was uploaded stays. */
    void close(String id);

    /** Records that a blob was put through a name. Doing so again changes nothing. */
    void grant(ModelName name, Digest blob, Instant now);

    /** Those of the blobs that were not put through the name. */
    Set<Digest> notGranted(ModelName name, Collection<Digest> blobs);

    /** Forgets pushes that ended before that time. */
    void removeExpired(Instant now);
}
