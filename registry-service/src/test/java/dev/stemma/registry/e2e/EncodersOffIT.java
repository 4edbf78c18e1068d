package dev.stemma.registry.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A family on a server without encoders: raw, as it was pushed. Says that the fractions elsewhere are the encoders' work. */
final class EncodersOffIT {

    @TempDir
    Path folder;

    @Test
    void withoutEncodersEveryVersionTakesItsSize() throws IOException {
        Path embedded = Path.of(System.getProperty("stemma.embedded.dir"));
        try (var registry =
                RegistryProcess.start(embedded, folder.resolve("data"), Map.of("STEMMA_STORAGE_ENCODERS", "0"))) {
            var stemma = new StemmaCommand(folder.resolve("home"), registry.url(), registry.adminToken());
            StoredFamily family = StoredFamily.push(stemma, "family/model");
            for (int version = 1; version <= 3; version++) {
                String storage = family.storage(version);
                assertTrue(family.storedBytes(version) >= family.sizeBytes(version), storage);
                assertTrue(storage.contains("raw"), storage);
                assertFalse(storage.contains("delta") || storage.contains("derive"), storage);
            }
            family.assertAllComeBack();
        }
    }
}
