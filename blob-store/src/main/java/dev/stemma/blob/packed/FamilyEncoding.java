package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.BlobException.BlobNotFound;
import dev.stemma.blob.BlobException.ObjectMissing;
import dev.stemma.blob.BlobException.PackInvalid;
import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.blob.FamilyEncoder.Encoded;
import dev.stemma.blob.codec.ChunkEncoder;
import dev.stemma.blob.codec.Codec;
import dev.stemma.blob.codec.Encoding;
import dev.stemma.blob.codec.Span;
import dev.stemma.blob.kin.Kinship;
import dev.stemma.blob.kin.Relative;
import dev.stemma.blob.kin.Suggestion;
import dev.stemma.blob.packed.FrameFetcher.Check;
import dev.stemma.format.ElementType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Encodes the files of one version anew, chunk by chunk, against whatever relative helps most. For one use. */
final class FamilyEncoding implements AutoCloseable {

    /** A new place must save at least this part of the old one to be worth its while. */
    private static final double WORTHWHILE = 0.95;

    private final String owner;
    private final SortedMap<String, Digest> files;
    private final Family family;
    private final List<Family> relatives;
    private final Recipes recipes;
    private final Chunks chunks;
    private final FrameFetcher fetcher;
    private final BlobIndex index;
    private final Bases bases;
    private final Repacking repacking;
    private final ChunkEncoder encoder = new ChunkEncoder();
    private final ChunkWindow window;

    /** Bytes that places of this version's chunks took, by the pack that loses them. */
    private final Map<String, Long> lostBytes = new LinkedHashMap<>();

    private final Set<Digest> seen = new HashSet<>();
    private final Set<Digest> incompressible = new HashSet<>();
    private byte[] room = new byte[0];

    FamilyEncoding(
            EncodingTools tools,
            String owner,
            SortedMap<String, Digest> files,
            List<SortedMap<String, Digest>> relatives) {
        this.owner = owner;
        this.files = files;
        this.family = new Family(files, tools.recipes(), tools.reading());
        this.relatives = relatives.stream()
                .map(version -> new Family(version, tools.recipes(), tools.reading()))
                .toList();
        this.recipes = tools.recipes();
        this.chunks = tools.chunks();
        this.fetcher = tools.fetcher();
        this.index = tools.index();
        this.repacking = new Repacking(owner, tools.packs(), tools.index(), tools.clock());
        this.bases = new Bases(tools.chunks(), tools.fetcher(), repacking);
        this.window = new ChunkWindow(tools.chunks(), owner::equals);
    }

    /** Encodes every file, the largest first, so that others can be derived from them. */
    Encoded run() throws IOException {
        List<String> done = new ArrayList<>();
        for (Sized file : largestFirst()) {
            if (relatives.stream().noneMatch(relative -> relative.holds(file.digest()))) {
                file(file.path(), done);
            }
            done.add(file.path());
        }
        drain();
        repacking.flush();
        return new Encoded(repacking.chunks(), repacking.beforeBytes(), repacking.afterBytes());
    }

    private record Sized(String path, Digest digest, long sizeBytes) {}

    private List<Sized> largestFirst() {
        return files.entrySet().stream()
                .map(file -> new Sized(file.getKey(), file.getValue(), size(file.getValue())))
                .sorted(Comparator.comparingLong(Sized::sizeBytes).reversed().thenComparing(Sized::path))
                .toList();
    }

    private long size(Digest file) {
        return recipes.size(file).orElseThrow(() -> new BlobNotFound(file));
    }

    private void file(String path, List<String> before) throws IOException {
        Optional<Relative> file = family.relative(path);
        if (file.isEmpty()) {
            return;
        }
        List<Chunk> parts = file.get().chunks();
        supply(path, parts);
        Kinship kinship = Kinship.of(file.get(), kin(path, before));
        List<Integer> small = new ArrayList<>();
        List<Integer> large = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            (parts.get(i).sizeBytes() < Bases.SMALL_BYTES ? small : large).add(i);
        }
        chunks(parts, small, kinship);
        chunks(parts, large, kinship);
    }

    /** A file that was stored before the index kept chunks gets its own: figures about usage take them. */
    private void supply(String path, List<Chunk> parts) {
        index.blob(Objects.requireNonNull(files.get(path)))
                .filter(row ->
                        row.sizeBytes() > 0 && index.chunksOf(row.digest()).isEmpty())
                .ifPresent(row -> index.addBlob(
                        row, parts.stream().map(Chunk::digest).distinct().toList()));
    }

    /** Scales before the weights that are decoded with them: these lie one step deeper. */
    private void chunks(List<Chunk> parts, List<Integer> numbers, Kinship kinship) throws IOException {
        for (int start = 0; start < numbers.size(); start += Chunks.WINDOW) {
            List<Integer> some = numbers.subList(start, Math.min(start + Chunks.WINDOW, numbers.size()));
            Map<Chunk, List<ChunkLocation>> places =
                    chunks.locate(some.stream().map(parts::get).toList(), owner::equals);
            for (int number : some) {
                Chunk chunk = parts.get(number);
                List<ChunkLocation> own = places.getOrDefault(chunk, List.of());
                if (!own.isEmpty() && seen.add(chunk.digest())) {
                    chunk(chunk, own, kinship.type(number), kinship.suggestions(number));
                }
            }
        }
    }

    private List<Relative> kin(String path, List<String> before) throws IOException {
        List<Relative> kin = new ArrayList<>();
        for (Family relative : relatives) {
            kin.addAll(relative.kinOf(path));
        }
        for (String sibling : before.subList(0, Math.min(before.size(), 2))) {
            family.relative(sibling).ifPresent(kin::add);
        }
        return kin;
    }

    private void chunk(Chunk chunk, List<ChunkLocation> own, ElementType type, List<Suggestion> suggestions) {
        ChunkLocation best = own.stream()
                .min(Comparator.comparingInt(ChunkLocation::encodedBytes))
                .orElseThrow();
        if (best.codec() == Codec.RAW.id() || (best.bases().isEmpty() && !suggestions.isEmpty())) {
            Optional<Span> raw = sound(() -> load(chunk));
            if (raw.isEmpty()) {
                return;
            }
            Encoding encoding = encode(chunk, raw.get(), type, suggestions);
            if (encoding.bytes().length() <= best.encodedBytes() * WORTHWHILE) {
                repacking.add(chunk, encoding, own);
                own.forEach(this::lost);
                return;
            }
        }
        if (best.codec() == Codec.RAW.id()) {
            incompressible.add(chunk.digest());
        }
        List<ChunkLocation> redundant =
                own.stream().filter(place -> !place.equals(best)).toList();
        repacking.drop(redundant);
        redundant.forEach(this::lost);
    }

    private void lost(ChunkLocation place) {
        lostBytes.merge(place.packKey(), (long) place.encodedBytes(), Long::sum);
    }

    private Encoding encode(Chunk chunk, Span raw, ElementType type, List<Suggestion> suggestions) {
        return encoder.encode(raw, type, bases.like(suggestions, chunk), bases.derived(suggestions, chunk));
    }

    /** What is damaged stays where it is, for its readers to be told and for better copies to come; the rest goes on. */
    private static Optional<Span> sound(Supplier<Span> read) {
        try {
            return Optional.of(read.get());
        } catch (BlobCorrupt | ObjectMissing | PackInvalid e) {
            return Optional.empty();
        }
    }

    private Span load(Chunk chunk) {
        if (room.length < chunk.sizeBytes()) {
            room = new byte[chunk.sizeBytes()];
        }
        window.again(chunk);
        fetcher.fetch(chunk, window, room, Check.DIGEST);
        return new Span(room, chunk.sizeBytes());
    }

    /**
     * Takes what is left in packs that have lost chunks, so that they can go: always if they are raw as a push left them,
     * else if they have lost more than what is left.
     */
    private void drain() {
        repacking.flush();
        lostBytes.forEach((pack, lost) -> {
            List<ChunkLocation> left = index.chunksIn(pack);
            long leftBytes =
                    left.stream().mapToLong(ChunkLocation::encodedBytes).sum();
            boolean raw = left.stream().allMatch(place -> place.codec() == Codec.RAW.id());
            if (raw || leftBytes < lost) {
                left.forEach(this::move);
            }
        });
    }

    /** Raw chunks of files outside this version are encoded, anything else is moved as it is. */
    private void move(ChunkLocation place) {
        boolean raw = place.codec() == Codec.RAW.id();
        Optional<Span> read = sound(() -> raw ? load(place.chunk()) : Span.of(fetcher.encoded(place)));
        if (read.isEmpty()) {
            return;
        }
        if (raw && !incompressible.contains(place.chunk().digest())) {
            repacking.add(
                    place.chunk(), encode(place.chunk(), read.get(), ElementType.OTHER, List.of()), List.of(place));
        } else {
            Codec codec = Codec.of(place.codec()).orElseThrow();
            repacking.add(place.chunk(), new Encoding(codec, place.bases(), place.depth(), read.get()), List.of(place));
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
