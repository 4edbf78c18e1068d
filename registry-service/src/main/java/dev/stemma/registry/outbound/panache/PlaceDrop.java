package dev.stemma.registry.outbound.panache;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.registry.outbound.panache.PlaceRows.Placed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Drops locations that nothing needs, and retires packs of which nothing is left. */
@Singleton
final class PlaceDrop {

    private final Jdbc jdbc;
    private final PlaceRows places;

    @Inject
    PlaceDrop(Jdbc jdbc, PlaceRows places) {
        this.jdbc = jdbc;
        this.places = places;
    }

    /** In the caller's transaction, how many went. */
    int drop(Collection<ChunkLocation> given, Instant now) {
        places.lockBases();
        Set<ChunkLocation> doomed = new HashSet<>(given);
        List<Placed> there = places
                .inPacks(given.stream().map(ChunkLocation::packKey).toList())
                .stream()
                .filter(placed -> doomed.contains(placed.place()))
                .toList();
        List<Placed> idle = idle(there, doomed);
        if (idle.isEmpty()) {
            return 0;
        }
        Map<Long, List<Long>> byPack =
                idle.stream().collect(groupingBy(Placed::packId, TreeMap::new, mapping(Placed::position, toList())));
        byPack.forEach(places::remove);
        retireEmpty(byPack.keySet(), now);
        return idle.size();
    }

    private List<Placed> idle(List<Placed> there, Set<ChunkLocation> doomed) {
        Set<Digest> chunks = new HashSet<>();
        there.forEach(placed -> chunks.add(placed.place().chunk().digest()));
        Map<Digest, List<ChunkLocation>> others = places.ofChunks(chunks).stream()
                .map(Placed::place)
                .filter(place -> !doomed.contains(place))
                .collect(groupingBy(place -> place.chunk().digest()));
        Map<Digest, Integer> leaning = places.leaning(chunks);
        return there.stream()
                .filter(placed -> {
                    Digest chunk = placed.place().chunk().digest();
                    return idle(
                            placed.place(),
                            others.getOrDefault(chunk, List.of()),
                            leaning.getOrDefault(chunk, Integer.MAX_VALUE));
                })
                .toList();
    }

    private static boolean idle(ChunkLocation place, List<ChunkLocation> others, int shallowestLeaning) {
        return others.stream().anyMatch(other -> other.owner().equals(place.owner()))
                && others.stream().anyMatch(other -> other.depth() < shallowestLeaning);
    }

    private record Emptied(long id, String key) {}

    /** In the order in which packs are added, so that who adds and who drops never wait for each other in a ring. */
    private void retireEmpty(Set<Long> packIds, Instant now) {
        List<Emptied> emptied = jdbc.query("""
                        select p.id, p.object_key from stored_pack p where p.id = any(?)
                            and not exists (select 1 from chunk_location c where c.pack_id = p.id)
                        order by p.digest, p.owner
                        """, row -> new Emptied(row.getLong(1), row.getString(2)), packIds);
        for (Emptied pack : emptied) {
            var _ = jdbc.update("delete from stored_pack where id = ?", pack.id());
        }
        jdbc.insertAll(
                "retired_pack",
                "object_key, retired_at",
                emptied.stream().map(pack -> new Object[] {pack.key(), now}).toList());
    }
}
