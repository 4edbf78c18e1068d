package dev.stemma.registry.flow.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NewVersion;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.port.StoredChunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Chunks have 1,000 raw bytes; a frame's header 52 bytes, and 32 more for each base. */
class StorageUsageTest {

    private static final ModelName MODEL = ModelName.parse("acme/m");
    private static final int RAW = 1_052;

    private final FlowWorld world = new FlowWorld();
    private final StoredChunks stored = new StoredChunks(world.ports.blobIndex(), "test");
    private final StorageUsage usage = new StorageUsage(
            world.resolver,
            world.ports.versions(),
            new HoldingsReader(world.ports.storageUse(), world.ports.blobIndex()));

    private void raw(String... chunks) {
        for (String chunk : chunks) {
            stored.place("acme", chunk, 0, 1_000, 0);
        }
    }

    private FileEntry file(String path, int chunks) {
        return new FileEntry(new FilePath(path), 1_000L * chunks, stored.digest("file " + path), "a/b");
    }

    private FileEntry made(String path, String... chunks) {
        FileEntry file = file(path, chunks.length);
        stored.file(file.digest(), file.sizeBytes(), chunks);
        return file;
    }

    private void publish(String name, FileEntry... files) {
        ModelName model = ModelName.parse(name);
        Manifest manifest = new Manifest(
                Kind.MODEL, List.of(files), Manifest.LineageRefs.NONE, List.of(), Optional.empty(), Optional.empty());
        var _ = world.ports.names().ensure(model, Kind.MODEL, world.clock.instant());
        String text = world.ids.next("manifest");
        var _ = world.ports
                .versions()
                .append(new NewVersion(
                        model,
                        Digest.of(FlowWorld.bytes(text)),
                        text,
                        manifest,
                        "",
                        "ana",
                        world.clock.instant(),
                        List.of(),
                        new TreeMap<>(),
                        Optional.empty()));
    }

    private NameUsage all() {
        return usage.of(Kind.MODEL, MODEL, PageRequest.first());
    }

    /** Figures by version, oldest first, as the list tells them; each must be told alike of the version by itself. */
    private List<Usage> figures() {
        List<Usage> figures = new ArrayList<>();
        for (NameUsage.One one : all().page().items().reversed()) {
            Selector selector = new Selector.ByNumber(one.version().id().number());
            assertEquals(one.usage(), usage.of(Kind.MODEL, MODEL, selector).usage());
            figures.add(one.usage());
        }
        return figures;
    }

    @Test
    void aVersionByItselfIsAllItsOwn() {
        raw("a", "b");
        publish("acme/m", made("one", "a", "b"));
        assertEquals(List.of(new Usage(2_000, 2 * RAW, 2 * RAW, true)), figures());
        assertEquals(new Usage(2_000, 2 * RAW, 2 * RAW, true), all().totals());
    }

    @Test
    void aChunkOfTwoVersionsIsFreedByNeitherButByTheName() {
        raw("a", "b", "c");
        publish("acme/m", made("one", "a", "b"));
        publish("acme/m", made("two", "b", "c"));
        assertEquals(List.of(new Usage(2_000, 2 * RAW, RAW, true), new Usage(2_000, 2 * RAW, RAW, true)), figures());
        assertEquals(new Usage(4_000, 3 * RAW, 3 * RAW, true), all().totals());
        assertEquals(2, all().versions());
    }

    @Test
    void twoVersionsOfTheSameFileHaveNothingOfTheirOwn() {
        raw("a");
        publish("acme/m", made("one", "a"));
        publish("acme/m", made("one", "a"), made("again", "a"));
        assertEquals(List.of(new Usage(1_000, RAW, 0, true), new Usage(2_000, RAW, 0, true)), figures());
        assertEquals(new Usage(3_000, RAW, RAW, true), all().totals());
        assertEquals(RAW, all().totals().uniqueBytes());
    }

    @Test
    void aBaseIsKeptByTheDeltaOfAnotherVersion() {
        raw("base", "alone");
        stored.place("acme", "delta", 4, 100, 1, "base");
        publish("acme/m", made("one", "base", "alone"));
        publish("acme/m", made("two", "delta"));
        assertEquals(List.of(new Usage(2_000, 2 * RAW, RAW, true), new Usage(1_000, 184, 184, true)), figures());
        assertEquals(new Usage(3_000, 2 * RAW + 184, 2 * RAW + 184, true), all().totals());
        assertEquals(RAW, figures().getFirst().sharedBytes());
    }

    @Test
    void aBaseIsKeptThroughDeltasOfDeltasEvenOfTheSameVersion() {
        raw("base");
        stored.place("acme", "delta", 4, 100, 1, "base");
        stored.place("acme", "second", 4, 10, 2, "delta");
        publish("acme/m", made("one", "base", "delta"));
        publish("acme/m", made("two", "second"));
        assertEquals(List.of(new Usage(2_000, RAW + 184, 0, true), new Usage(1_000, 94, 94, true)), figures());
    }

    @Test
    void deltasWithinAVersionKeepNothingOfIt() {
        raw("base");
        stored.place("acme", "delta", 4, 100, 1, "base");
        publish("acme/m", made("one", "base", "delta"));
        assertEquals(List.of(new Usage(2_000, RAW + 184, RAW + 184, true)), figures());
    }

    @Test
    void anotherNameKeepsWhatItUsesAndWhatThatLeansOn() {
        raw("a", "b", "c");
        stored.place("acme", "delta", 4, 100, 1, "b");
        publish("acme/m", made("one", "a", "b", "c"));
        publish("acme/other", made("two", "a", "delta"));
        assertEquals(List.of(new Usage(3_000, 3 * RAW, RAW, true)), figures());
        assertEquals(new Usage(3_000, 3 * RAW, RAW, true), all().totals());
    }

    @Test
    void chunksThatLeanOnEachOtherInDifferentPlacesComeToAnEnd() {
        raw("a", "b");
        stored.place("acme", "a", 4, 100, 1, "b");
        stored.place("acme", "b", 4, 50, 1, "a");
        publish("acme/m", made("one", "a"));
        publish("acme/m", made("two", "b"));
        assertEquals(List.of(new Usage(1_000, 184, 0, true), new Usage(1_000, 134, 0, true)), figures());
        assertEquals(new Usage(2_000, 318, 318, true), all().totals());
    }

    @Test
    void theSmallestPlaceOfTheNamespaceCounts() {
        raw("a");
        stored.place("acme", "a", 1, 300, 0);
        stored.place("other", "a", 1, 20, 0);
        publish("acme/m", made("one", "a"));
        assertEquals(List.of(new Usage(1_000, 352, 352, true)), figures());
    }

    @Test
    void aFileWhoseChunksAreNotKnownIsLogicalOnly() {
        raw("a");
        FileEntry empty = file("empty", 0);
        stored.file(empty.digest(), 0);
        publish("acme/m", made("one", "a"), empty);
        publish("acme/m", made("one", "a"), made("old"), file("gone", 3));
        assertEquals(List.of(new Usage(1_000, RAW, 0, true), new Usage(4_000, RAW, 0, false)), figures());
        assertEquals(new Usage(5_000, RAW, RAW, false), all().totals());
        VersionUsage.OneFile gone =
                usage.of(Kind.MODEL, MODEL, new Selector.Latest()).files().getLast();
        assertEquals(new VersionUsage.OneFile(new FilePath("gone"), 3_000, 0, 0, false, List.of()), gone);
    }

    @Test
    void filesTellTheirCodecs() {
        raw("a", "b");
        stored.place("acme", "planes", 3, 500, 0);
        stored.place("acme", "delta", 4, 100, 1, "a");
        stored.place("acme", "second", 4, 10, 2, "delta");
        publish("acme/m", made("one", "a", "b", "planes", "delta", "second"), made("two", "a"));
        VersionUsage found = usage.of(Kind.MODEL, MODEL, new Selector.Latest());
        assertEquals(
                List.of(
                        new VersionUsage.OneFile(
                                new FilePath("one"),
                                5_000,
                                2 * RAW + 552 + 184 + 94,
                                2,
                                true,
                                List.of(
                                        new VersionUsage.CodecShare(0, 2, 2_000, 2 * RAW),
                                        new VersionUsage.CodecShare(3, 1, 1_000, 552),
                                        new VersionUsage.CodecShare(4, 2, 2_000, 184 + 94))),
                        new VersionUsage.OneFile(
                                new FilePath("two"),
                                1_000,
                                RAW,
                                0,
                                true,
                                List.of(new VersionUsage.CodecShare(0, 1, 1_000, RAW)))),
                found.files());
        assertEquals(2 * RAW + 552 + 184 + 94, found.usage().storedBytes());
    }

    @Test
    void totalsAreOfAllVersionsWhateverThePage() {
        for (int i = 0; i < 205; i++) {
            raw("chunk " + i);
            publish("acme/m", made("file " + i, "chunk " + i));
        }
        NameUsage two = usage.of(Kind.MODEL, MODEL, new PageRequest(2, Optional.of("100")));
        assertEquals(
                List.of(99, 98),
                two.page().items().stream()
                        .map(one -> one.version().id().number())
                        .toList());
        assertEquals(205, two.versions());
        assertEquals(new Usage(205_000, 205 * RAW, 205 * RAW, true), two.totals());
    }

    @Test
    void whatIsNotThereHasNoFigures() {
        NotFound name = assertThrows(NotFound.class, this::all);
        assertEquals(ErrorCode.NAME_NOT_FOUND, name.code());
        publish("acme/m");
        NotFound version = assertThrows(NotFound.class, () -> usage.of(Kind.MODEL, MODEL, new Selector.ByNumber(2)));
        assertEquals(ErrorCode.VERSION_NOT_FOUND, version.code());
    }
}
