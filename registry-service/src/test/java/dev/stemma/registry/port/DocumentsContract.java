package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.blob.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link LineageDocuments} and {@link Reports} promise. */
public interface DocumentsContract extends PortsContract {

    @Test
    default void lineageDocumentsAreKeptByDigest() {
        Map<Digest, String> documents = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            String text = "{\"schema\":\"stemma.run/v1\",\"n\":" + i + ",\"of\":\"" + fresh() + " ü模\"}";
            documents.put(Samples.digest(text), text);
        }
        documents.forEach(ports().lineageDocuments()::put);
        documents.forEach(ports().lineageDocuments()::put);

        assertEquals(documents, ports().lineageDocuments().find(documents.keySet()));
        assertEquals(Map.of(), ports().lineageDocuments().find(List.of(Samples.digest(fresh()))));
        assertEquals(Map.of(), ports().lineageDocuments().find(List.of()));
    }

    @Test
    default void aReportStaysAsItWasFirstPut() {
        String text = "{\"verdict\":\"passed\",\"padding\":\"" + "x".repeat(300_000) + fresh() + "\"}";
        Digest digest = Samples.digest(text);
        assertEquals(Optional.empty(), ports().reports().find(digest));
        ports().reports().put(digest, text);
        ports().reports().put(digest, "another text under the same digest");
        assertEquals(Optional.of(text), ports().reports().find(digest));
    }

    @Test
    default void puttingOneReportAtOnceKeepsIt() {
        String text = fresh();
        Together.run(8, i -> () -> {
            ports().reports().put(Samples.digest(text), text);
            return true;
        });
        assertEquals(Optional.of(text), ports().reports().find(Samples.digest(text)));
    }
}
