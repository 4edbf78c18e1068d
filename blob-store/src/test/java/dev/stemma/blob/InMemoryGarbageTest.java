package dev.stemma.blob;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/** The collector's promises of the index in memory. */
final class InMemoryGarbageTest extends GarbageContract {

    private final Set<Digest> referenced = new HashSet<>();
    private final InMemoryBlobIndex index = new InMemoryBlobIndex(() -> referenced, Clock.systemUTC());

    @Override
    protected World world() {
        return new World() {
            @Override
            public BlobIndex index() {
                return index;
            }

            @Override
            public GarbageIndex garbage() {
                return index;
            }

            @Override
            public void refer(Digest blob) {
                referenced.add(blob);
            }

            @Override
            public void unrefer(Digest blob) {
                referenced.remove(blob);
            }
        };
    }
}
