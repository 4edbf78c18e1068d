package dev.stemma.cli.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.chunk.FileChunk;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import org.junit.jupiter.api.Test;

final class ChunkRecordsTest {

    @Test
    void aFileOfMoreChunksThanTheRegistryTakesIsRefusedWithANextStep() {
        ChunkRecords records = new ChunkRecords("weights/huge.bin");
        FileChunk chunk = new FileChunk(new Chunk(Digest.of(new byte[1]), 1), 0, 0);
        for (int i = 0; i < 524_288; i++) {
            records.add(chunk);
        }
        CliException refused = assertThrows(CliException.class, () -> records.add(chunk));
        assertEquals(Exit.USAGE, refused.exit());
        assertEquals("FILE_TOO_MANY_CHUNKS", refused.code());
        assertTrue(String.valueOf(refused.getMessage()).startsWith("weights/huge.bin "), refused::toString);
        assertTrue(String.valueOf(refused.hint()).startsWith("split it"), refused::toString);
        assertEquals(524_288, records.all().size());
    }
}
