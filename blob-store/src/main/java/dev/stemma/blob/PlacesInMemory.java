package dev.stemma.blob;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which locations each chunk has and which chunks serve as bases. Not safe for use by several threads at once. */
final class PlacesInMemory {

    private final Map<Digest, List<ChunkLocation>> places = new HashMap<>();

    /** By base, the depths of the locations that name it, and how many have each. */
    private final Map<Digest, NavigableMap<Integer, Integer>> leaning = new HashMap<>();

    /** Locations that were found damaged. */
    private final Set<ChunkLocation> bad = new HashSet<>();

    void markBad(ChunkLocation place) {
        bad.add(place);
    }

    /** Those that were not found damaged. */
    List<ChunkLocation> sound(Digest chunk) {
        return of(chunk).stream().filter(place -> !bad.contains(place)).toList();
    }

    List<ChunkLocation> of(Digest chunk) {
        return places.getOrDefault(chunk, List.of());
    }

    /**
     * Adds locations: all or none.
     *
     * @throws BlobException.BaseNotStored if a base would have no location below one that names it
     */
    void add(Collection<ChunkLocation> added) {
        Map<Digest, List<ChunkLocation>> fresh = new HashMap<>();
        added.forEach(place -> fresh.computeIfAbsent(place.chunk().digest(), none -> new ArrayList<>())
                .add(place));
        for (ChunkLocation place : added) {
            for (Digest base : place.bases()) {
                if (Stream.concat(sound(base).stream(), fresh.getOrDefault(base, List.of()).stream())
                        .noneMatch(below -> below.depth() < place.depth())) {
                    throw new BlobException.BaseNotStored(base);
                }
            }
        }
        fresh.forEach((chunk, more) ->
                places.computeIfAbsent(chunk, none -> new ArrayList<>()).addAll(more));
        added.forEach(place -> place.bases()
                .forEach(base ->
                        leaning.computeIfAbsent(base, none -> new TreeMap<>()).merge(place.depth(), 1, Integer::sum)));
    }

    /** Removes those locations that nothing needs and gives them. */
    List<ChunkLocation> drop(Collection<ChunkLocation> given) {
        Set<ChunkLocation> doomed = new HashSet<>(given);
        List<ChunkLocation> dropped =
                doomed.stream().filter(place -> idle(place, doomed)).toList();
        dropped.forEach(this::remove);
        return dropped;
    }

    /** Every chunk that has a location. */
    Set<Digest> chunks() {
        return new HashSet<>(places.keySet());
    }

    /** Removes those locations of a chunk that nothing leans on and gives them. */
    List<ChunkLocation> removeIdle(Digest chunk) {
        NavigableMap<Integer, Integer> leaners = leaning.getOrDefault(chunk, new TreeMap<>());
        int deepest = leaners.isEmpty() ? -1 : leaners.lastKey();
        List<ChunkLocation> gone =
                of(chunk).stream().filter(place -> place.depth() >= deepest).toList();
        gone.forEach(this::remove);
        return gone;
    }

    private boolean idle(ChunkLocation place, Set<ChunkLocation> doomed) {
        Digest chunk = place.chunk().digest();
        List<ChunkLocation> all = of(chunk);
        List<ChunkLocation> others =
                sound(chunk).stream().filter(other -> !doomed.contains(other)).toList();
        return all.contains(place)
                && others.stream().anyMatch(other -> other.owner().equals(place.owner()))
                && others.stream().anyMatch(other -> other.depth() < shallowestLeaning(chunk));
    }

    /** How deep the shallowest location lies that names this chunk as a base; deeper than any if there is none. */
    private int shallowestLeaning(Digest base) {
        NavigableMap<Integer, Integer> depths = leaning.get(base);
        return depths == null ? Integer.MAX_VALUE : depths.firstKey();
    }

    private void remove(ChunkLocation place) {
        Digest chunk = place.chunk().digest();
        bad.remove(place);
        places.computeIfPresent(chunk, (same, left) -> left.remove(place) && left.isEmpty() ? null : left);
        place.bases().forEach(base -> noLongerLeans(base, place.depth()));
    }

    private void noLongerLeans(Digest base, int depth) {
        NavigableMap<Integer, Integer> depths = leaning.getOrDefault(base, new TreeMap<>());
        int left = depths.getOrDefault(depth, 0) - 1;
        if (left > 0) {
            depths.put(depth, left);
        } else {
            depths.remove(depth);
        }
        if (depths.isEmpty()) {
            leaning.remove(base);
        }
    }
}
