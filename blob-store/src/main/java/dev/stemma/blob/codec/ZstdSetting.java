package dev.stemma.blob.codec;

import com.github.luben.zstd.ZstdCompressCtx;

/** How zstd is set up for a kind of bytes. Frames say all that a decoder needs, so this may change at any time. */
enum ZstdSetting {
    /** Huffman codes of 128 KiB blocks and next to no search for matches: on weights, matches cost more than they save. */
    ENTROPY {
        @Override
        ZstdCompressCtx open() {
            return new ZstdCompressCtx()
                    .setLevel(1)
                    .setStrategy(1)
                    .setMinMatch(7)
                    .setHashLog(6)
                    .setTargetLength(0);
        }
    },
    /** For bytes with long repetitions, such as the zeros of rows that did not change. */
    RUNS {
        @Override
        ZstdCompressCtx open() {
            return new ZstdCompressCtx().setLevel(1);
        }
    },
    /** For text, graphs and whatever is not known. */
    GENERAL {
        @Override
        ZstdCompressCtx open() {
            return new ZstdCompressCtx().setLevel(3);
        }
    };

    /** A new context, which the caller closes. */
    abstract ZstdCompressCtx open();
}
