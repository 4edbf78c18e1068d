package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.codec.Codec;
import dev.stemma.registry.flow.usage.VersionUsage;
import java.util.List;
import java.util.Locale;

/** What a version takes in storage, file by file ({@code version-storage.json}). */
record VersionStorageAnswer(String kind, String name, String version, String ref, UsageAnswer usage, List<File> files) {

    static VersionStorageAnswer of(VersionUsage usage) {
        return new VersionStorageAnswer(
                usage.version().manifest().kind().word(),
                usage.version().id().name().toString(),
                usage.version().id().tag(),
                usage.version().ref(),
                UsageAnswer.of(usage.usage()),
                usage.files().stream().map(File::of).toList());
    }

    /** One of its files. */
    record File(
            String path, long logicalBytes, long storedBytes, int depth, boolean complete, List<CodecShare> codecs) {
        private static File of(VersionUsage.OneFile file) {
            return new File(
                    file.path().value(),
                    file.logicalBytes(),
                    file.storedBytes(),
                    file.depth(),
                    file.complete(),
                    file.codecs().stream().map(CodecShare::of).toList());
        }
    }

    /** Chunks that are encoded in one way. */
    record CodecShare(String codec, int chunks, long rawBytes, long storedBytes) {
        private static CodecShare of(VersionUsage.CodecShare share) {
            return new CodecShare(word(share.codec()), share.chunks(), share.rawBytes(), share.storedBytes());
        }

        private static String word(int codec) {
            return Codec.of(codec)
                    .map(known -> known.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .orElse("codec-" + codec);
        }
    }
}
