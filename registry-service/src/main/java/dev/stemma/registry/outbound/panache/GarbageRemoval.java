package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.registry.outbound.panache.PlaceRows.Placed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Removes condemned rows: locks them as pushes do, looks again, and only then removes. */
@Singleton
final class GarbageRemoval {

    private static final String STILL_NEEDED = """
            exists (select 1 from blob_chunk c where c.chunk_digest = k.digest)
            or exists (select 1 from lease l join lease_holder h on h.holder = l.holder
                where l.digest = k.digest and h.lease_until > current_timestamp)""";

    private final Jdbc jdbc;
    private final LeaseRows leases;
    private final PlaceRows places;
    private final PlaceDrop packs;
    private final GarbageMarks marks;

    @Inject
    GarbageRemoval(Jdbc jdbc, LeaseRows leases, PlaceRows places, PlaceDrop packs, GarbageMarks marks) {
        this.marks = marks;
        this.jdbc = jdbc;
        this.leases = leases;
        this.places = places;
        this.packs = packs;
    }

    /** In the caller's transaction, how many files went. */
    int blobs(Collection<Digest> condemned, Instant now) {
        marks.lock();
        var _ = leases.lockBlobs(condemned);
        List<String> doomed = Blocks.of(
                condemned,
                Digest::hex,
                block -> jdbc.query(
                        "select b.digest from stored_blob b join condemned_blob k on k.digest = b.digest"
                                + " where b.digest = any(?) and not " + GarbageMarks.NEEDED,
                        row -> row.getString(1),
                        block));
        if (doomed.isEmpty()) {
            return 0;
        }
        var _ = jdbc.update("""
                insert into retired_pack (object_key, retired_at)
                select b.recipe_key, k.condemned_at from stored_blob b join condemned_blob k on k.digest = b.digest
                where b.digest = any(?) and not exists (select 1 from retired_pack r where r.object_key = b.recipe_key)
                """, doomed);
        var _ = jdbc.update("delete from blob_chunk where blob_digest = any(?)", doomed);
        var _ = jdbc.update("delete from condemned_blob where digest = any(?)", doomed);
        return jdbc.update("delete from stored_blob where digest = any(?)", doomed);
    }

    /** In the caller's transaction, how many locations went. */
    int chunks(Collection<Digest> condemned, Instant now) {
        marks.lock();
        places.lockBases();
        var _ = leases.lockChunks(condemned);
        Map<Digest, Instant> doomed = Blocks.of(
                        condemned,
                        Digest::hex,
                        block -> jdbc.query(
                                "select k.digest, k.condemned_at from condemned_chunk k where k.digest = any(?) and not ("
                                        + STILL_NEEDED + ")",
                                row -> Map.entry(
                                        new Digest(row.getString(1)),
                                        row.getObject(2, OffsetDateTime.class).toInstant()),
                                block))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return doomed.isEmpty() ? 0 : remove(doomed, now);
    }

    private int remove(Map<Digest, Instant> doomed, Instant now) {
        Map<Digest, Integer> deepest = places.deepestLeaning(doomed.keySet());
        List<Placed> idle = places.allOfChunks(doomed.keySet()).stream()
                .filter(placed -> placed.place().depth()
                        >= deepest.getOrDefault(placed.place().chunk().digest(), -1))
                .toList();
        if (idle.isEmpty()) {
            return 0;
        }
        Instant since = doomed.values().stream().max(Instant::compareTo).orElse(now);
        TreeMap<Long, List<Long>> byPack = idle.stream()
                .collect(Collectors.groupingBy(
                        Placed::packId, TreeMap::new, Collectors.mapping(Placed::position, Collectors.toList())));
        packs.remove(byPack, since, false);
        Set<Digest> chunks = doomed.keySet();
        var _ = Blocks.of(chunks, Digest::hex, block -> {
            var _ = jdbc.update(
                    "delete from condemned_chunk where digest = any(?)"
                            + " and not exists (select 1 from chunk_location c where c.digest = condemned_chunk.digest)",
                    block);
            return List.of();
        });
        return idle.size();
    }
}
