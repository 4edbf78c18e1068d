package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.codec.Base;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.codec.Derived;
import dev.stemma.blob.codec.Span;
import dev.stemma.blob.kin.Suggestion;
import dev.stemma.blob.packed.FrameFetcher.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches chunks that others may be encoded against. The latest are kept, since neighbours often share them. */
final class Bases {

    /** Bytes of chunks that are kept. */
    private static final long KEPT_BYTES = 24L << 20;

    /** Chunks below this, such as scales, are left shallow enough for others to build on: they save little by going deep. */
    static final int SMALL_BYTES = 64 * 1024;

    private final Chunks chunks;
    private final FrameFetcher fetcher;
    private final ChunkWindow window;
    private final Repacking repacking;
    private final Map<Digest, Base> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    Bases(Chunks chunks, FrameFetcher fetcher, Repacking repacking) {
        this.chunks = chunks;
        this.repacking = repacking;
        this.fetcher = fetcher;
        this.window = new ChunkWindow(chunks, owner -> true);
    }

    /**
     * Bases for a chunk that is like others, most welcome first: before each stands what that one is itself encoded against,
     * since a star of versions round one anchor is read in fewer steps than a chain.
     */
    List<Base> like(List<Suggestion> suggestions, Chunk chunk) {
        Map<Digest, Base> found = new LinkedHashMap<>();
        for (Suggestion suggestion : suggestions) {
            if (suggestion instanceof Suggestion.Like(var base) && !base.equals(chunk)) {
                anchor(base).ifPresent(anchor -> add(anchor, chunk, found));
                add(base, chunk, found);
            }
        }
        return List.copyOf(found.values());
    }

    private void add(Chunk base, Chunk chunk, Map<Digest, Base> found) {
        if (!base.equals(chunk) && !found.containsKey(base.digest())) {
            load(base).ifPresent(loaded -> found.put(base.digest(), loaded));
        }
    }

    private Optional<Chunk> anchor(Chunk base) {
        List<ChunkLocation> places = chunks.locateBases(List.of(base.digest())).getOrDefault(base.digest(), List.of());
        if (places.isEmpty()) {
            return Optional.empty();
        }
        ChunkLocation place = places.getFirst();
        boolean delta = place.codec() == Codec.DELTA.id() || place.codec() == Codec.BYTE_DELTA.id();
        return delta && place.bases().size() == 1
                ? Optional.of(new Chunk(place.bases().getFirst(), base.sizeBytes()))
                : Optional.empty();
    }

    /** Derivations whose bases are all at hand and shallow enough to build on. */
    List<Derived> derived(List<Suggestion> suggestions, Chunk chunk) {
        List<Derived> found = new ArrayList<>();
        for (Suggestion suggestion : suggestions) {
            if (suggestion instanceof Suggestion.Derived(var wanted, var how) && !wanted.contains(chunk)) {
                List<Base> bases =
                        wanted.stream().flatMap(base -> load(base).stream()).toList();
                boolean shallow = chunk.sizeBytes() >= SMALL_BYTES
                        || bases.stream().allMatch(base -> base.depth() < FrameDecoding.MAX_DEPTH - 1);
                if (bases.size() == wanted.size() && shallow) {
                    found.add(new Derived(how, bases));
                }
            }
        }
        return found;
    }

    /** A chunk with its bytes; empty if it is nowhere, damaged, or too deep to build on. */
    private Optional<Base> load(Chunk chunk) {
        Base known = kept.get(chunk.digest());
        if (known != null) {
            int depth = repacking.depth(chunk.digest()).orElse(known.depth());
            return depth >= FrameDecoding.MAX_DEPTH
                    ? Optional.empty()
                    : Optional.of(new Base(known.digest(), known.bytes(), depth));
        }
        List<ChunkLocation> places = window.again(chunk);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        int depth = repacking.depth(chunk.digest()).orElse(places.getFirst().depth());
        if (depth >= FrameDecoding.MAX_DEPTH) {
            return Optional.empty();
        }
        byte[] bytes = new byte[chunk.sizeBytes()];
        try {
            fetcher.fetch(chunk, window, bytes, Check.DIGEST);
        } catch (BlobCorrupt e) {
            return Optional.empty(); // a scrub tells of it; here it only is no help
        }
        Base base = new Base(chunk.digest(), Span.of(bytes), depth);
        keep(base);
        return Optional.of(base);
    }

    private void keep(Base base) {
        kept.put(base.digest(), base);
        keptBytes += base.bytes().length();
        var eldest = kept.entrySet().iterator();
        while (keptBytes > KEPT_BYTES && kept.size() > 1) {
            keptBytes -= eldest.next().getValue().bytes().length();
            eldest.remove();
        }
    }
}
