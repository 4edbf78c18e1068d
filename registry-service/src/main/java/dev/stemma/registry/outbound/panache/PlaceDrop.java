package dev.stemma.registry.outbound.panache;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import dev.stemma.registry.outbound.panache.PlaceRows.Placed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Drops locations that nothing needs, and retires packs of which nothing is left. */
@Singleton
final class PlaceDrop {

    private final Jdbc jdbc;
    private final PlaceRows places;
    private final LeaseRows leases;

    @Inject
    PlaceDrop(Jdbc jdbc, PlaceRows places, LeaseRows leases) {
        this.jdbc = jdbc;
        this.places = places;
        this.leases = leases;
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
        SortedMap<Long, List<Long>> byPack =
                idle.stream().collect(groupingBy(Placed::packId, TreeMap::new, mapping(Placed::position, toList())));
        // A push that found a chunk here has locked the pack until it has its lease: the collector must not find the
        // chunk
        // in its new place before that.
        leases.lockPacks(byPack.keySet());
        remove(byPack, now, true);
        return idle.size();
    }

    /**
     * Removes locations by pack.
     *
     * @param since when packs that this empties count as retired, at least
     * @param moved whether who found a chunk there before may still be reading it there though it is not condemned
     */
    void remove(SortedMap<Long, List<Long>> byPack, Instant since, boolean moved) {
        byPack.forEach(places::remove);
        shrink(byPack.keySet());
        if (moved) {
            var _ = jdbc.update("update stored_pack set shrunk_at = ? where id = any(?)", since, byPack.keySet());
        }
        retireEmpty(byPack.keySet(), since);
    }

    /** Lets packs be found no longer by their digests, since they do not hold any more what these name. */
    void shrink(Set<Long> packIds) {
        for (Shrunk pack : jdbc.query(
                "select id, digest, object_key from stored_pack where id = any(?) and shrunk_digest is null order by digest, owner",
                row -> new Shrunk(row.getLong(1), row.getString(2), row.getString(3)),
                packIds)) {
            var _ = jdbc.update(
                    "update stored_pack set shrunk_digest = ?, digest = ? where id = ?",
                    pack.digest(),
                    Digest.of(pack.key().getBytes(StandardCharsets.UTF_8)).hex(),
                    pack.id());
        }
    }

    private record Shrunk(long id, String digest, String key) {}

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

    private record Emptied(long id, String key, Instant retired) {}

    private static Instant later(Instant one, @Nullable OffsetDateTime other) {
        return other == null || other.toInstant().isBefore(one) ? one : other.toInstant();
    }

    /** In the order in which packs are added, so that who adds and who drops never wait for each other in a ring. */
    private void retireEmpty(Set<Long> packIds, Instant now) {
        List<Emptied> emptied = jdbc.query(
                """
                        select p.id, p.object_key, p.shrunk_at from stored_pack p where p.id = any(?)
                            and not exists (select 1 from chunk_location c where c.pack_id = p.id)
                        order by p.digest, p.owner
                        """,
                row -> new Emptied(
                        row.getLong(1), row.getString(2), later(now, row.getObject(3, OffsetDateTime.class))),
                packIds);
        for (Emptied pack : emptied) {
            var _ = jdbc.update("delete from stored_pack where id = ?", pack.id());
        }
        jdbc.insertAll(
                "retired_pack",
                "object_key, retired_at",
                emptied.stream()
                        .map(pack -> new Object[] {pack.key(), pack.retired()})
                        .toList());
    }
}
