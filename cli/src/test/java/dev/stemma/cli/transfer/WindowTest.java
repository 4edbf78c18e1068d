package dev.stemma.cli.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.chunk.FileChunk;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WindowTest {

    @Test
    void whatWasSentIsNotKeptUntilItsFileEnds() {
        AtomicInteger released = new AtomicInteger();
        Window window = new Window();
        byte[] bytes = new byte[10];
        FileChunk chunk = new FileChunk(new Chunk(Digest.of(bytes), bytes.length), 0, 0);
        window.add(new Window.Held(chunk, bytes, released::incrementAndGet, ChunkEncoding.NONE));
        window.release();
        assertEquals(1, released.get());
        assertTrue(window.isEmpty());
    }
}
