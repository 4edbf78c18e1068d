package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException.BlobCorrupt;
import dev.stemma.blob.recipe.Recipe;
import dev.stemma.blob.recipe.Segment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Turns a range of a file into pieces, following slices into the files that they are part of. */
final class Cutting {

    /** Slices of slices; a recipe that goes deeper is refused, so a circle cannot run for ever. */
    private static final int MAX_DEPTH = 3;

    private record Task(Segment segment, long skip, long take, int depth) {}

    private final Recipes recipes;
    private final Deque<Task> waiting = new ArrayDeque<>();
    private final List<Piece> pieces = new ArrayList<>();

    Cutting(Recipes recipes) {
        this.recipes = recipes;
    }

    List<Piece> pieces(Recipe recipe, long offset, long length) {
        cut(recipe, offset, length, 0);
        while (!waiting.isEmpty()) {
            Task task = waiting.pop();
            switch (task.segment()) {
                case Segment.OfChunk(var chunk) ->
                    pieces.add(new Piece.OfChunk(chunk, (int) task.skip(), (int) task.take()));
                case Segment.Inline inline ->
                    pieces.add(new Piece.OfInline(inline, (int) task.skip(), (int) task.take()));
                case Segment.OfSlice slice -> follow(slice, task, recipe);
            }
        }
        return pieces;
    }

    private void follow(Segment.OfSlice slice, Task task, Recipe top) {
        Recipe other = recipes.get(slice.blob());
        boolean fits = slice.offset() + slice.sizeBytes() <= other.file().sizeBytes();
        if (task.depth() == MAX_DEPTH || !fits) {
            throw new BlobCorrupt(
                    top.file().digest(), "its recipe slices " + slice.blob() + " too deep or outside it", null);
        }
        cut(other, slice.offset() + task.skip(), task.take(), task.depth() + 1);
    }

    /** Puts the wanted parts of a recipe's segments in front of what waits. */
    private void cut(Recipe recipe, long offset, long length, int depth) {
        List<Task> wanted = new ArrayList<>();
        long start = 0;
        for (Segment segment : recipe.segments()) {
            long end = start + segment.sizeBytes();
            long from = Math.max(start, offset);
            long to = Math.min(end, offset + length);
            if (from < to) {
                wanted.add(new Task(segment, from - start, to - from, depth));
            }
            start = end;
        }
        wanted.reversed().forEach(waiting::push);
    }
}
