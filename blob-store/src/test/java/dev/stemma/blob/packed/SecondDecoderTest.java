package dev.stemma.blob.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stemma.blob.BlobStore;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.TestFiles;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.object.file.FileObjectStore;
import dev.stemma.blob.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format is what docs/storage-format.md says: exact bytes, and a decoder that was written from it alone. */
final class SecondDecoderTest {

    @TempDir
    Path folder = Path.of("");

    private final AtomicLong ids = new AtomicLong();

    @Test
    void theBytesOfAPackAndARecipeAreThoseOfTheFormatPage() throws IOException {
        ObjectStore objects = FileObjectStore.open(folder);
        BlobStore store = store(objects);
        byte[] bytes = {'a', 'b', 'c'};
        store.put("alice", new ByteArrayInputStream(bytes), Digest.of(bytes), 3);
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        String facts = "00" + "00" + "00" + "00" + "00000003" + "00000003" + "364b3fb7" + abc;
        assertEquals(
                "53544d5041434b01" + "53544652" + facts + "616263" + "53544654" + "0000000000000008" + facts
                        + "00000001" + "00000038" + "b52e6d7f" + "53544d50454e4401",
                hex(objects, "packs/02/00000000-0000-0000-0000-000000000002.pack"));
        assertEquals(
                "53544d5245435001" + "00" + abc + "0000000000000003" + "00000001" + "01" + "00000003" + abc + "00000000"
                        + "137890ed",
                hex(objects, "recipes/03/00000000-0000-0000-0000-000000000003.rcp"));
    }

    @Test
    void aSecondDecoderReadsEveryFile() throws Exception {
        BlobStore store = store(FileObjectStore.open(folder));
        byte[] pushed = TestFiles.random(1, 30_000);
        List<byte[]> pieces = TestFiles.cut(pushed, 999);
        PackWriter pack = TestFiles.pack(pieces.reversed());
        store.putPack("alice", pack.digest(), pack.open(), pack.sizeBytes());
        store.assemble("alice", Digest.of(pushed), pushed.length, TestFiles.chunks(pieces), "alice"::equals);
        byte[] empty = {};
        store.put("alice", new ByteArrayInputStream(empty), Digest.of(empty), 0);
        assertArrayEquals(pushed, decoded(Digest.of(pushed)));
        assertArrayEquals(empty, decoded(Digest.of(empty)));
    }

    @Test
    void theSecondDecoderNoticesDamage() throws Exception {
        ObjectStore objects = FileObjectStore.open(folder);
        byte[] bytes = TestFiles.random(2, 1000);
        store(objects).put("alice", new ByteArrayInputStream(bytes), Digest.of(bytes), bytes.length);
        Path pack = folder.resolve(objects.list("packs/", "", 1).getFirst().key());
        byte[] damaged = Files.readAllBytes(pack);
        damaged[500] ^= 1;
        Files.write(pack, damaged);
        assertNotEquals(0, decode(Digest.of(bytes)).waitFor());
    }

    private BlobStore store(ObjectStore objects) {
        return new PackedBlobStore(
                objects,
                new InMemoryBlobIndex(),
                () -> new UUID(0, ids.incrementAndGet()),
                Stores.SCRATCH,
                Clock.systemUTC());
    }

    private byte[] decoded(Digest blob) throws Exception {
        Process process = decode(blob);
        byte[] output = process.getInputStream().readAllBytes();
        assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        return output;
    }

    private Process decode(Digest blob) throws IOException {
        return PythonDecoder.start(folder, blob.hex());
    }

    private static String hex(ObjectStore objects, String key) throws IOException {
        ObjectInfo object = objects.head(key).orElseThrow();
        try (var in = objects.open(key, 0, object.sizeBytes())) {
            return HexFormat.of().formatHex(in.readAllBytes());
        }
    }
}
