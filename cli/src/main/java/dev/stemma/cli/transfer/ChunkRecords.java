package dev.stemma.cli.transfer;

import dev.stemma.blob.chunk.FileChunk;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.util.ArrayList;
import java.util.List;

/** The chunks of one file in order, as they are found; no more than the registry takes of any file. */
final class ChunkRecords {
    /** About 150 GiB that are cut by content, or 2 TiB of large tensors. The registry's own limit. */
    static final int MOST = 1 << 19;

    private final String path;
    private final List<FileChunk> chunks = new ArrayList<>();

    /** Starts without any; the path is for people. */
    ChunkRecords(String path) {
        this.path = path;
    }

    /** Adds the next one; fails at the first too many, before more of the file is sent for nothing. */
    void add(FileChunk chunk) {
        if (chunks.size() == MOST) {
            throw CliException.of(
                            Exit.USAGE,
                            "FILE_TOO_MANY_CHUNKS",
                            path + " is cut into more than 524288 chunks, which is the most that one file may have")
                    .help("split it, for instance into shards of 100 GiB, and push the folder that holds them");
        }
        chunks.add(chunk);
    }

    List<FileChunk> all() {
        return chunks;
    }
}
