package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Push;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Uploads} promises. */
public interface UploadsContract extends PortsContract {

    private Uploads uploads() {
        return ports().uploads();
    }

    @Test
    default void aPushIsOpenUntilItIsClosed() {
        Push push = new Push(fresh(), new ModelName(fresh(), "m"), Kind.DATASET, "ada", NOON);
        assertEquals(Optional.empty(), uploads().find(push.id()));
        uploads().open(push);
        assertEquals(Optional.of(push), uploads().find(push.id()));
        uploads().close(push.id());
        uploads().close(push.id());
        assertEquals(Optional.empty(), uploads().find(push.id()));
    }

    @Test
    default void pushesThatEndedAreForgotten() {
        ModelName name = new ModelName(fresh(), "m");
        Push ended = new Push(fresh(), name, Kind.MODEL, "ada", NOON.minusSeconds(1));
        Push open = new Push(fresh(), name, Kind.MODEL, "ada", NOON);
        uploads().open(ended);
        uploads().open(open);
        uploads().removeExpired(NOON);
        assertEquals(Optional.empty(), uploads().find(ended.id()));
        assertEquals(Optional.of(open), uploads().find(open.id()));
    }

    @Test
    default void aBlobIsGrantedToOneNameOnly() {
        ModelName mine = new ModelName(fresh(), "m");
        ModelName theirs = new ModelName(mine.namespace(), "other");
        Digest blob = Samples.digest(fresh());
        uploads().grant(mine, blob, NOON);
        uploads().grant(mine, blob, NOON.plusSeconds(1));

        assertEquals(Set.of(), uploads().notGranted(mine, List.of(blob, blob)));
        assertEquals(Set.of(blob), uploads().notGranted(theirs, List.of(blob)));
        assertEquals(Set.of(), uploads().notGranted(theirs, List.of()));
    }

    @Test
    default void manyBlobsAreAskedForAtOnce() {
        ModelName name = new ModelName(fresh(), "m");
        List<Digest> blobs = IntStream.range(0, 1_200)
                .mapToObj(i -> Samples.digest("blob " + i))
                .toList();
        ports().transactions().inTransaction(() -> {
            blobs.subList(0, 600).forEach(blob -> uploads().grant(name, blob, NOON));
            return true;
        });
        assertEquals(new HashSet<>(blobs.subList(600, 1_200)), uploads().notGranted(name, blobs));
    }

    @Test
    default void grantingAtOnceDoesNoHarm() {
        ModelName name = new ModelName(fresh(), "m");
        Digest blob = Samples.digest("shared");
        Together.run(8, i -> () -> {
            uploads().grant(name, blob, NOON);
            return true;
        });
        assertEquals(Set.of(), uploads().notGranted(name, List.of(blob)));
    }
}
