package dev.stemma.cli.transfer;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.chunk.ChunkMemory;
import dev.stemma.blob.chunk.CutPlan;
import dev.stemma.blob.chunk.FileChunk;
import dev.stemma.blob.chunk.FileCutter;
import dev.stemma.blob.codec.Base;
import dev.stemma.blob.codec.ChunkEncoder;
import dev.stemma.blob.codec.Derived;
import dev.stemma.blob.codec.Encoding;
import dev.stemma.blob.codec.Span;
import dev.stemma.blob.kin.Kinship;
import dev.stemma.blob.kin.Relative;
import dev.stemma.blob.kin.Suggestion;
import dev.stemma.format.Bytes;
import dev.stemma.format.ElementType;
import dev.stemma.format.TensorTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Encodes a file's chunks against those of files that are here and in the registry. A base is only used if the registry says how deep it
 * lies; whatever can't be read or encoded is sent as it is.
 */
final class FamilyOfFile implements ChunkEncoding {
    private static final double WORTHWHILE = 0.95;

    /** Bases deeper than this can't be built on. */
    private static final int DEEPEST_BASE = ChunkEncoder.MAX_DEPTH - 1;

    private static final Set<ElementType> FLOATS =
            Set.of(ElementType.F16, ElementType.BF16, ElementType.F32, ElementType.F64);

    private record Place(FileChannel file, FileChunk chunk, int depth) {}

    private final Kinship kinship;
    private final Map<Long, Integer> numbers;
    private final Map<Digest, Place> bases;

    private FamilyOfFile(Kinship kinship, Map<Long, Integer> numbers, Map<Digest, Place> bases) {
        this.kinship = kinship;
        this.numbers = numbers;
        this.bases = bases;
    }

    /**
     * The family of a file, which is read once for it.
     *
     * @param file open for as long as this is used, like its relatives
     * @param plan how it will be cut
     */
    static ChunkEncoding of(PushSession session, LocalFile named, FileChannel file, CutPlan plan, List<Have> relatives)
            throws IOException {
        List<Relative> kin = new ArrayList<>();
        Map<Digest, Place> bases = new HashMap<>();
        for (Have relative : relatives) {
            FileChannel channel = relative.channel();
            TensorTable table = TensorTable.of(Bytes.of(channel));
            List<FileChunk> cut = cut(channel, CutPlan.of(table, channel.size()));
            locate(session, channel, cut, bases);
            kin.add(relative(named.path(), table, cut, channel));
        }
        List<FileChunk> own = cut(file, plan);
        Map<Long, Integer> numbers = new HashMap<>();
        own.forEach(chunk -> numbers.put(chunk.offset(), numbers.size()));
        Relative self = relative(named.path(), TensorTable.of(Bytes.of(file)), own, file);
        return new FamilyOfFile(Kinship.of(self, kin), numbers, bases);
    }

    private static Relative relative(String path, TensorTable table, List<FileChunk> cut, FileChannel file) {
        return new Relative(path, table, cut.stream().map(FileChunk::chunk).toList(), Bytes.of(file));
    }

    private static List<FileChunk> cut(FileChannel file, CutPlan plan) throws IOException {
        List<FileChunk> chunks = new ArrayList<>();
        file.position(0);
        BlobInfo whole = FileCutter.cut(
                Channels.newInputStream(file),
                plan,
                new ChunkMemory(3L * CutPlan.SLICE_BYTES),
                (chunk, buffer, release) -> {
                    chunks.add(chunk);
                    release.run();
                });
        assert whole.sizeBytes() == file.size();
        return chunks;
    }

    private static void locate(PushSession session, FileChannel file, List<FileChunk> cut, Map<Digest, Place> bases) {
        byte[] depths =
                session.depths(cut.stream().map(chunk -> chunk.chunk().digest()).toList());
        for (int i = 0; i < depths.length; i++) {
            int depth = depths[i] - 1;
            if (depth >= 0 && depth <= DEEPEST_BASE) {
                bases.putIfAbsent(cut.get(i).chunk().digest(), new Place(file, cut.get(i), depth));
            }
        }
    }

    @Override
    public Optional<Encoding> encode(FileChunk chunk, byte[] bytes) {
        Integer number = numbers.get(chunk.offset());
        if (number == null) {
            return Optional.empty();
        }
        int size = chunk.chunk().sizeBytes();
        try (ChunkEncoder encoder = new ChunkEncoder()) {
            ElementType type = kinship.type(number);
            List<Suggestion> suggestions = suggestions(number);
            // Integers may turn out to be computed from floats, which the registry finds only if it encodes them
            // itself.
            List<Base> like = FLOATS.contains(type) ? like(suggestions) : List.of();
            Encoding encoding = encoder.encode(new Span(bytes, size), type, like, derived(suggestions));
            if (encoding.bytes().length() > size * WORTHWHILE) {
                return Optional.empty();
            }
            byte[] own =
                    Arrays.copyOf(encoding.bytes().array(), encoding.bytes().length());
            return Optional.of(new Encoding(encoding.codec(), encoding.bases(), encoding.depth(), Span.of(own)));
        } catch (IOException | LinkageError unusable) {
            return Optional.empty();
        }
    }

    /** Reading tensors for it is for one thread at a time. */
    private synchronized List<Suggestion> suggestions(int number) throws IOException {
        return kinship.suggestions(number);
    }

    private List<Base> like(List<Suggestion> suggestions) throws IOException {
        List<Base> found = new ArrayList<>();
        for (Suggestion suggestion : suggestions) {
            if (suggestion instanceof Suggestion.Like(Chunk base)) {
                load(base).ifPresent(found::add);
            }
        }
        return found;
    }

    private List<Derived> derived(List<Suggestion> suggestions) throws IOException {
        List<Derived> found = new ArrayList<>();
        for (Suggestion suggestion : suggestions) {
            if (suggestion instanceof Suggestion.Derived(List<Chunk> wanted, var how)) {
                List<Base> loaded = new ArrayList<>();
                for (Chunk base : wanted) {
                    load(base).ifPresent(loaded::add);
                }
                if (loaded.size() == wanted.size()) {
                    found.add(new Derived(how, loaded));
                }
            }
        }
        return found;
    }

    private Optional<Base> load(Chunk base) throws IOException {
        Place place = bases.get(base.digest());
        if (place == null) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(base.sizeBytes());
        while (bytes.hasRemaining()) {
            if (place.file().read(bytes, place.chunk().offset() + bytes.position()) < 0) {
                throw new IOException("a file became shorter while it was read");
            }
        }
        return Optional.of(new Base(base.digest(), Span.of(bytes.array()), place.depth()));
    }
}
