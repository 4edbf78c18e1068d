package dev.stemma.registry.flow.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.registry.model.InvalidInput;
import org.junit.jupiter.api.Test;

/** What is read of the ledger, written by this release or another. */
final class LedgerEntryTest {

    private static String entry(String event, String more) {
        return "{\"schema\":\"stemma.ledger/v1\",\"event\":\"" + event
                + "\",\"by\":\"ana\",\"at\":\"2026-03-01T12:00:00Z\",\"text\":\"why\",\"name\":\"acme/m\"" + more + "}";
    }

    @Test
    void aManifestOfManyFilesIsReadWhole() {
        String manifest = "x".repeat(3_000_000);
        LedgerEntry read = LedgerEntry.read(entry("published", ",\"number\":1,\"manifest\":\"" + manifest + "\""));
        assertEquals(manifest, read.manifest());
    }

    @Test
    void whatALaterReleaseAddsIsPassedOver() {
        LedgerEntry read = LedgerEntry.read(entry("painted", ",\"number\":1,\"colour\":{\"red\":[1]}"));
        assertEquals("painted", read.event());
    }

    @Test
    void anEntryWithoutItsNumberIsNone() {
        assertThrows(InvalidInput.class, () -> LedgerEntry.read(entry("published", "")));
        assertThrows(InvalidInput.class, () -> LedgerEntry.read(entry("moved", ",\"alias\":\"a\",\"to\":1")));
        assertThrows(
                InvalidInput.class,
                () -> LedgerEntry.read(entry("moved", ",\"alias\":\"a\",\"sequence\":1,\"to\":9999999999")));
    }
}
