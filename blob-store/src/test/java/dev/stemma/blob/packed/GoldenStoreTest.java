package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.file.FileObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A family of models that uses every codec and operation, as today's writer stores it and as the first one did: the golden
 * files never change, so whoever changes the format by mistake is told so here.
 */
final class GoldenStoreTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatTheWriterMakesIsReadByBothDecoders() throws Exception {
        ObjectStore objects = FileObjectStore.open(folder);
        List<Digest> files = SmallFamily.store(objects, new InMemoryBlobIndex());
        Set<String> expected = files.stream().map(Digest::hex).collect(Collectors.toSet());
        assertEquals(6, expected.size());
        assertEquals(EnumSet.allOf(Codec.class), codecs(objects));
        assertEquals(expected, readByJava(objects));
        keepIfAsked();
        assertEquals(expected, PythonDecoder.files(folder));
    }

    @Test
    void goldenFilesAreReadByBothDecoders() throws Exception {
        copyGolden();
        ObjectStore objects = FileObjectStore.open(folder);
        Set<String> expected = Set.copyOf(Files.readAllLines(GOLDEN.resolve("files.txt")));
        assertEquals(6, expected.size());
        assertEquals(EnumSet.allOf(Codec.class), codecs(objects));
        assertEquals(expected, readByJava(objects));
        assertEquals(expected, PythonDecoder.files(folder));
    }

    private static Set<Codec> codecs(ObjectStore objects) throws IOException {
        return StoredObjects.packs(objects).stream()
                .flatMap(pack -> pack.locations().stream())
                .map(ChunkLocation::codec)
                .map(id -> Codec.of(id).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Codec.class)));
    }

    /** Reads every file, through an index made from the objects alone. */
    private static Set<String> readByJava(ObjectStore objects) throws IOException {
        BlobIndex index = new InMemoryBlobIndex();
        Set<String> read = new TreeSet<>();
        PackedBlobStore store = Stores.open(objects, index);
        for (var file : StoredObjects.index(objects, index)) {
            try (InputStream in = store.open(file.digest(), 0, file.sizeBytes())) {
                read.add(Digest.of(in.readAllBytes()).hex());
            }
        }
        assertTrue(read.size() > 1);
        return read;
    }

    /** With -Dstemma.golden=FOLDER, what was written is kept there: for golden files of a new version of the format. */
    private void keepIfAsked() throws IOException {
        String kept = System.getProperty("stemma.golden");
        if (kept != null) {
            copy(folder, Path.of(kept));
        }
    }

    private void copyGolden() throws IOException {
        copy(GOLDEN, folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
    }
}
