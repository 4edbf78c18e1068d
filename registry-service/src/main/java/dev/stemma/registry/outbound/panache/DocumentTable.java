package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** A table of immutable texts by digest. */
final class DocumentTable {

    private final Jdbc jdbc;
    private final String table;

    DocumentTable(Jdbc jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    void put(Digest digest, String text) {
        jdbc.insertIfAbsent(table, "digest, body", digest.hex(), text);
    }

    Map<Digest, String> find(Collection<Digest> digests) {
        Map<Digest, String> found = new HashMap<>();
        Blocks.of(
                digests,
                Digest::hex,
                block -> jdbc.query(
                        "select digest, body from " + table + " where digest = any(?)",
                        row -> found.put(new Digest(row.getString(1)), row.getString(2)) == null,
                        block));
        return found;
    }
}
