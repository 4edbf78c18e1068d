package dev.stemma.blob.packed;

import dev.stemma.blob.BlobIndex;
import java.time.Clock;

/** What encoding works with. */
record EncodingTools(
        Recipes recipes,
        Chunks chunks,
        Packs packs,
        Reading reading,
        FrameFetcher fetcher,
        BlobIndex index,
        Clock clock) {}
