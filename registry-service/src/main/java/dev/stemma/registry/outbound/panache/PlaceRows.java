package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.BlobException.BaseNotStored;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.Digest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of chunk locations and of the bases that they lean on. */
@Singleton
final class PlaceRows {

    private static final int HEX = 2 * Digest.BYTES;

    private static final String SELECT = """
            select c.digest, c.size_bytes, p.object_key, p.owner, c.frame_offset, c.encoded_bytes, c.codec, c.bases, c.depth,
                c.pack_id, c.position
            from chunk_location c join stored_pack p on p.id = c.pack_id
            """;

    private final Jdbc jdbc;

    @Inject
    PlaceRows(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** A location and its row. */
    record Placed(ChunkLocation place, long packId, long position) {}

    /**
     * Until the transaction ends, nobody else adds locations with bases or drops any: what one of them finds low enough to be a base,
     * another must not drop.
     */
    void lockBases() {
        var _ = jdbc.first("select id from encoding_lock where id = 1 for update", row -> row.getInt(1))
                .orElseThrow();
    }

    void add(long packId, List<ChunkLocation> places) {
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> bases = new ArrayList<>();
        for (ChunkLocation place : places) {
            int position = rows.size();
            new TreeSet<>(place.bases()).forEach(base -> bases.add(new Object[] {base.hex(), packId, position}));
            rows.add(row(packId, position, place));
        }
        jdbc.insertAll(
                "chunk_location",
                "pack_id, position, digest, size_bytes, frame_offset, encoded_bytes, codec, bases, depth",
                rows);
        jdbc.insertAll("chunk_base", "base_digest, pack_id, position", bases);
    }

    private static Object[] row(long packId, int position, ChunkLocation place) {
        return new Object[] {
            packId,
            position,
            place.chunk().digest().hex(),
            place.chunk().sizeBytes(),
            place.offset(),
            place.encodedBytes(),
            place.codec(),
            place.bases().stream().map(Digest::hex).collect(Collectors.joining()),
            place.depth()
        };
    }

    /** Sees that the bases of these packs' locations all have a location that lies lower. */
    void checkBases(Collection<Long> packIds) {
        if (packIds.isEmpty()) {
            return;
        }
        jdbc.first("""
                        select b.base_digest from chunk_base b
                        join chunk_location c on c.pack_id = b.pack_id and c.position = b.position
                        where b.pack_id = any(?) and not exists
                            (select 1 from chunk_location below where below.digest = b.base_digest and below.depth < c.depth
                                and below.bad_at is null)
                        fetch first 1 rows only
                        """, row -> new Digest(row.getString(1)), packIds).ifPresent(base -> {
            throw new BaseNotStored(base);
        });
    }

    /** All locations of these chunks that were not found damaged, oldest first within each block that is asked for. */
    List<Placed> ofChunks(Collection<Digest> chunks) {
        return placed("c.bad_at is null and c.digest", chunks, Digest::hex);
    }

    /** All locations of these chunks. */
    List<Placed> allOfChunks(Collection<Digest> chunks) {
        return placed("c.digest", chunks, Digest::hex);
    }

    /** All locations in these packs, in the order of frames within each. */
    List<Placed> inPacks(Collection<String> packKeys) {
        return placed("p.object_key", packKeys, key -> key);
    }

    private <K> List<Placed> placed(String column, Collection<K> keys, Function<K, String> text) {
        return Blocks.of(
                keys,
                text,
                block -> jdbc.query(
                        SELECT + "where " + column + " = any(?) order by c.pack_id, c.position",
                        PlaceRows::placed,
                        block));
    }

    private static Placed placed(ResultSet row) throws SQLException {
        ChunkLocation place = new ChunkLocation(
                new Chunk(new Digest(row.getString(1)), row.getInt(2)),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getInt(6),
                row.getInt(7),
                bases(row.getString(8)),
                row.getInt(9));
        return new Placed(place, row.getLong(10), row.getLong(11));
    }

    private static List<Digest> bases(String hex) {
        List<Digest> bases = new ArrayList<>();
        for (int at = 0; at < hex.length(); at += HEX) {
            bases.add(new Digest(hex.substring(at, at + HEX)));
        }
        return bases;
    }

    /** Of those chunks that locations name as a base, how deep the shallowest of these locations lies. */
    Map<Digest, Integer> leaning(Collection<Digest> chunks) {
        return leaning("min", chunks);
    }

    /** Of those chunks that locations name as a base, how deep the deepest of these locations lies. */
    Map<Digest, Integer> deepestLeaning(Collection<Digest> chunks) {
        return leaning("max", chunks);
    }

    private Map<Digest, Integer> leaning(String which, Collection<Digest> chunks) {
        Map<Digest, Integer> depths = new HashMap<>();
        Blocks.of(
                        chunks,
                        Digest::hex,
                        block -> jdbc.query(
                                """
                        select b.base_digest, %s(c.depth) from chunk_base b
                            join chunk_location c on c.pack_id = b.pack_id and c.position = b.position
                        where b.base_digest = any(?) group by b.base_digest
                        """.formatted(which),
                                row -> Map.entry(new Digest(row.getString(1)), row.getInt(2)),
                                block))
                .forEach(found -> depths.put(found.getKey(), found.getValue()));
        return depths;
    }

    /** Removes locations of one pack, with what they say of their bases. */
    void remove(long packId, List<Long> positions) {
        var _ = jdbc.update("delete from chunk_location where pack_id = ? and position = any(?)", packId, positions);
    }
}
