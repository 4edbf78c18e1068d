package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link StorageUse} promises. */
public interface StorageUseContract extends PortsContract {

    private StoredChunks stored() {
        return new StoredChunks(ports().blobIndex(), fresh());
    }

    /** Publishes a version of one file that is made of these chunks. */
    private void publish(StoredChunks stored, ModelName name, String... chunks) {
        String text = fresh();
        stored.file(Samples.file("model.onnx", text).digest(), 1, chunks);
        ports().versions().append(Samples.version(name, text));
    }

    private Map<Digest, StorageUse.Users> users(StoredChunks stored, ModelName name, String... chunks) {
        Set<Digest> wanted = new HashSet<>();
        for (String chunk : chunks) {
            wanted.add(stored.digest(chunk));
        }
        return ports().storageUse().users(wanted, name);
    }

    private static StorageUse.Users by(int first, int last, boolean elsewhere) {
        return new StorageUse.Users(first, last, elsewhere);
    }

    @Test
    default void theChunksOfFilesAreFoundAndThoseOfUnknownOnesAreNot() {
        StoredChunks stored = stored();
        Digest one = stored.file(stored.digest("one"), 2, "a", "b");
        Digest old = stored.file(stored.digest("old"), 2);
        assertEquals(
                Map.of(one, Set.of(stored.digest("a"), stored.digest("b"))),
                ports().storageUse().chunks(List.of(one, old, stored.digest("none"))));
    }

    @Test
    default void usersAreTheVersionsOfTheNameAndWhetherThereAreOthers() {
        StoredChunks stored = stored();
        ModelName name = freshModel();
        ModelName sibling = existing(new ModelName(name.namespace(), "sibling"), Kind.MODEL);
        for (String chunk : List.of("a", "b", "c", "d", "e")) {
            stored.place(name.namespace(), chunk, 0, 1_000, 0);
        }
        publish(stored, name, "a", "b");
        publish(stored, name, "b");
        publish(stored, name, "b", "c");
        publish(stored, sibling, "c", "d");
        assertEquals(
                Map.of(
                        stored.digest("a"), by(1, 1, false),
                        stored.digest("b"), by(1, 3, false),
                        stored.digest("c"), by(3, 3, true),
                        stored.digest("d"), by(0, 0, true)),
                users(stored, name, "a", "b", "c", "d", "e"));
    }

    @Test
    default void aLineageDocumentUsesChunksAsAFileDoes() {
        StoredChunks stored = stored();
        ModelName name = freshModel();
        stored.place(name.namespace(), "a", 0, 1_000, 0);
        Digest document = stored.file(stored.digest("run"), 1, "a");
        Manifest manifest = new Manifest(
                Kind.MODEL,
                List.of(),
                new Manifest.LineageRefs(Optional.empty(), List.of(), Optional.empty(), Optional.of(document)),
                List.of(),
                Optional.empty(),
                Optional.empty());
        ports().versions().append(Samples.version(name, manifest, fresh()));
        assertEquals(Map.of(stored.digest("a"), by(1, 1, false)), users(stored, name, "a"));
    }

    @Test
    default void aNamespaceThatStoresAChunkItselfDoesNotNeedThatOfAnother() {
        StoredChunks stored = stored();
        ModelName name = freshModel();
        ModelName sharing = freshModel();
        ModelName apart = freshModel();
        stored.place(name.namespace(), "a", 0, 1_000, 0);
        stored.place(name.namespace(), "b", 0, 1_000, 0);
        stored.place(apart.namespace(), "a", 0, 1_000, 0);
        publish(stored, name, "a", "b");
        publish(stored, sharing, "b");
        publish(stored, apart, "a");
        assertEquals(
                Map.of(stored.digest("a"), by(1, 1, false), stored.digest("b"), by(1, 1, true)),
                users(stored, name, "a", "b"));
        assertEquals(Map.of(stored.digest("b"), by(1, 1, true)), users(stored, sharing, "b"));
    }

    @Test
    default void chunksOfTheNamespaceThatLeanOnOthersAreFound() {
        StoredChunks stored = stored();
        ModelName name = freshModel();
        ModelName child = freshModel();
        ModelName apart = freshModel();
        for (ModelName owner : List.of(name, apart)) {
            stored.place(owner.namespace(), "base", 0, 1_000, 0);
        }
        stored.place(name.namespace(), "other", 0, 1_000, 0);
        stored.place(name.namespace(), "delta", 4, 10, 1, "base", "other");
        stored.place(child.namespace(), "tuned", 4, 10, 1, "other");
        stored.place(apart.namespace(), "own", 4, 10, 1, "base");
        publish(stored, name, "base", "other", "delta");
        publish(stored, child, "tuned");
        publish(stored, apart, "base", "own");
        Digest delta = stored.digest("delta");
        assertEquals(
                Map.of(stored.digest("base"), Set.of(delta), stored.digest("other"), Set.of(delta)),
                ports().storageUse()
                        .leaning(List.of(stored.digest("base"), stored.digest("other"), delta), name.namespace()));
        assertEquals(
                Map.of(
                        stored.digest("base"),
                        by(1, 1, false),
                        stored.digest("other"),
                        by(1, 1, true),
                        delta,
                        by(1, 1, false)),
                users(stored, name, "base", "other", "delta"));
    }
}
