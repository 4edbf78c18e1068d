package dev.stemma.registry.inbound.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.registry.model.InvalidInput;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class ChunkListTest {

    @Test
    void aFileMayHaveManySmallChunks() {
        assertEquals(65_536, ChunkList.ofFile(list(65_536, 1)).size());
        assertEquals(131_072, ChunkList.ofFile(list(131_072, 512)).size());
    }

    @Test
    void moreChunksThanItsSizeCanExplainAreRefused() {
        assertThrows(InvalidInput.class, () -> ChunkList.ofFile(list(65_601, 1)));
        assertThrows(InvalidInput.class, () -> ChunkList.ofFile(list(131_073, 511)));
    }

    @Test
    void noFileHasMoreThanTheCap() {
        assertEquals(
                ChunkList.MAX_IN_FILE,
                ChunkList.ofFile(list(ChunkList.MAX_IN_FILE, 1024)).size());
        assertThrows(InvalidInput.class, () -> ChunkList.ofFile(list(ChunkList.MAX_IN_FILE + 1, 8192)));
    }

    private static byte[] list(int chunks, int sizeBytes) {
        ByteBuffer list = ByteBuffer.allocate(chunks * ChunkList.ENTRY_BYTES);
        for (int i = 0; i < chunks; i++) {
            list.position(list.position() + 32).putInt(sizeBytes);
        }
        return list.array();
    }
}
