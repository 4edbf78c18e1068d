package dev.stemma.registry.flow.usage;

import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.Version;
import java.util.List;

/**
 * What a version takes, file by file.
 *
 * @param usage all of it; chunks that several files share count once
 * @param files in the manifest's order
 */
public record VersionUsage(Version version, Usage usage, List<OneFile> files) {

    public VersionUsage {
        files = List.copyOf(files);
    }

    /**
     * A file.
     *
     * @param storedBytes what its distinct chunks take
     * @param depth how many decoding steps lie under its deepest chunk
     * @param complete whether its chunks are known; false makes all but its size 0
     * @param codecs how its chunks are encoded, by codec number
     */
    public record OneFile(
            FilePath path, long logicalBytes, long storedBytes, int depth, boolean complete, List<CodecShare> codecs) {

        public OneFile {
            codecs = List.copyOf(codecs);
        }
    }

    /**
     * Chunks that are encoded in one way.
     *
     * @param codec its number
     * @param chunks how many distinct ones
     * @param rawBytes what they hold
     * @param storedBytes what they take
     */
    public record CodecShare(int codec, int chunks, long rawBytes, long storedBytes) {

        CodecShare and(CodecShare other) {
            return new CodecShare(
                    codec, chunks + other.chunks, rawBytes + other.rawBytes, storedBytes + other.storedBytes);
        }
    }
}
