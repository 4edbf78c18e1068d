package dev.stemma.registry.outbound.panache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.blob.TestFiles;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.flow.collect.Removals;
import dev.stemma.registry.flow.encode.Encodings;
import dev.stemma.registry.flow.pull.Pulls;
import dev.stemma.registry.flow.push.CommitRequest;
import dev.stemma.registry.flow.push.Commits;
import dev.stemma.registry.flow.push.Reindex;
import dev.stemma.registry.flow.push.Uploading;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.NamespaceUse;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Everything that the database knows of names, versions and bytes is dropped, and had again from the objects alone. */
@QuarkusTest
class ReindexTest {

    private static final List<String> TABLES = List.of(
            "encoding_job",
            "version_manifest",
            "version_file",
            "version_document",
            "version_parent",
            "version_metric",
            "version_label",
            "alias_move",
            "alias_entry",
            "promotion",
            "policy",
            "published_version",
            "upload_grant",
            "upload_push",
            "lineage_edge",
            "lineage_node",
            "lineage_document",
            "chunk_base",
            "chunk_location",
            "stored_pack",
            "blob_chunk",
            "stored_blob",
            "retired_pack",
            "lease",
            "lease_holder",
            "condemned_blob",
            "condemned_chunk",
            "needed_chunk",
            "namespace_use",
            "name_entry");

    @Inject
    Uploading uploading;

    @Inject
    Commits commits;

    @Inject
    Removals removals;

    @Inject
    Encodings encodings;

    @Inject
    Reindex reindex;

    @Inject
    Pulls pulls;

    @Inject
    VersionResolver resolver;

    @Inject
    NamespaceUse use;

    @Inject
    PanacheTransactions transactions;

    @Inject
    Jdbc jdbc;

    private final String namespace = "reindex" + System.nanoTime();
    private final ModelName name = new ModelName(namespace, "m");
    private final Caller caller = FlowWorld.caller("ana", namespace);
    private final List<byte[]> files = new ArrayList<>();

    private Version push(byte[] file) {
        Digest digest = Digest.of(file);
        var _ = uploading.putBlob(Kind.MODEL, name, digest, new ByteArrayInputStream(file), file.length, caller);
        String manifest = """
                {"schema":"stemma.manifest/v1","kind":"model","files":[{"path":"model.bin","sizeBytes":%d,"sha256":"%s",\
                "mediaType":"application/octet-stream"}]}""".formatted(file.length, digest);
        files.add(file);
        return commits.commit(
                        Kind.MODEL,
                        name,
                        Optional.empty(),
                        new CommitRequest(
                                manifest,
                                "message " + files.size(),
                                List.of(new Label("1.0." + files.size())),
                                List.of(),
                                false,
                                Optional.empty()),
                        caller)
                .version();
    }

    private byte[] pull(int number) throws IOException {
        var source = pulls.file(Kind.MODEL, name, new Selector.ByNumber(number), "model.bin");
        try (InputStream in = pulls.open(source, 0, source.sizeBytes())) {
            return in.readAllBytes();
        }
    }

    private Version version(int number) {
        return resolver.listed(Kind.MODEL, name, new Selector.ByNumber(number));
    }

    @Test
    void everyVersionIsHadAgainByteForByte() throws IOException {
        byte[] first = TestFiles.random(7, 600_000);
        byte[] second = first.clone();
        for (int i = 0; i < second.length; i += 5_000) {
            second[i]++;
        }
        List<Version> before = new ArrayList<>();
        before.add(push(first));
        before.add(push(second));
        before.add(push("a small one".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var _ = removals.remove(Kind.MODEL, name, new Selector.ByNumber(3), "recalled", caller);
        for (int i = 0;
                i < 1_000
                        && !(encodings.runOne("reindex") instanceof dev.stemma.registry.flow.encode.EncodingStep.Idle);
                i++) {}
        assertThrows(Conflict.class, reindex::run);

        transactions.run(() -> TABLES.forEach(table -> jdbc.update("delete from " + table)));
        assertFalse(resolver.find(name, new Selector.ByNumber(1)).isPresent());

        Reindex.Reindexed done = reindex.run();
        assertTrue(done.versions() >= 3, done.toString());
        assertEquals(
                List.of(),
                done.problems().stream()
                        .filter(problem -> problem.contains(namespace))
                        .toList());
        assertArrayEquals(first, pull(1));
        assertArrayEquals(second, pull(2));
        assertEquals(before.get(0), version(1));
        assertEquals(before.get(1), version(2));
        assertEquals("recalled", version(3).removed().orElseThrow().reason());
        assertEquals(first.length + second.length, use.of(namespace).usedBytes());
        assertEquals(
                4,
                push("the next one".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .id()
                        .number());
    }
}
