package dev.stemma.blob.kin;

import dev.stemma.blob.Chunk;
import dev.stemma.format.ElementType;
import dev.stemma.format.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a file's chunks hold, and what they might be encoded against. */
public final class Kinship {
    private static final int MOST = 4;

    private final Cut cut;
    private final List<Likeness> likenesses;
    private final Floaters floaters;

    private Kinship(Cut cut, List<Likeness> likenesses, Floaters floaters) {
        this.cut = cut;
        this.likenesses = likenesses;
        this.floaters = floaters;
    }

    /**
     * Pairs a file's chunks with those of its relatives. Reads small tensors, scales above all, never weights.
     *
     * @param relatives nearest first: declared parents, then the version before; their order breaks ties
     * @throws IOException if content can't be read
     */
    public static Kinship of(Relative file, List<Relative> relatives) throws IOException {
        Cut cut = new Cut(file);
        List<Relative> ordered = new ArrayList<>(relatives);
        ordered.sort(Comparator.comparing(relative -> !relative.path().equals(file.path())));
        List<Likeness> likenesses = new ArrayList<>();
        for (Relative relative : ordered) {
            likenesses.add(Likeness.of(cut, new Cut(relative)));
        }
        return new Kinship(cut, likenesses, Floaters.of(cut, relatives));
    }

    /** What the elements of a chunk are; {@link ElementType#OTHER} if it is not, as a whole, a slice of one tensor. */
    public ElementType type(int chunk) {
        return cut.tensor(chunk).map(Tensor::type).orElse(ElementType.OTHER);
    }

    /**
     * Ways to encode a chunk, most promising first, few.
     *
     * @throws IOException if content can't be read
     */
    public List<Suggestion> suggestions(int chunk) throws IOException {
        Set<Suggestion> found = new LinkedHashSet<>(floaters.derived(chunk));
        for (Likeness likeness : likenesses) {
            if (found.size() < MOST) {
                likeness.like(chunk).map(Suggestion.Like::new).ifPresent(found::add);
            }
        }
        Chunk own = cut.chunk(chunk);
        found.removeIf(suggestion -> uses(suggestion, own));
        return List.copyOf(found);
    }

    private static boolean uses(Suggestion suggestion, Chunk own) {
        return switch (suggestion) {
            case Suggestion.Like(Chunk base) -> base.equals(own);
            case Suggestion.Derived derived -> derived.bases().contains(own);
        };
    }

    /** How many chunks the file has. */
    public int chunks() {
        return cut.file().chunks().size();
    }
}
