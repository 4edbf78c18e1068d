package dev.stemma.registry.flow.pull;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PullsTest {

    private static final ModelName MINILM = ModelName.parse("acme/minilm");

    private final FlowWorld world = new FlowWorld();
    private final Pulls pulls = new Pulls(world.resolver, world.ports.versions(), world.blobs, world.blobs);
    private final Version version = world.model("acme/minilm", "the weights", Map.of());

    private FileSource file(String selector, String path) {
        return pulls.file(Kind.MODEL, MINILM, Selector.parse(selector), path);
    }

    @Test
    void aFileIsReadInPart() throws IOException {
        FileSource file = file("v1", "model.onnx");
        assertEquals(11, file.sizeBytes());
        assertEquals("model.onnx", file.fileName());
        try (InputStream in = pulls.open(file, 4, 7)) {
            assertEquals("weights", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theManifestIsWhatItsDigestIsOver() {
        ManifestText manifest = pulls.manifest(Kind.MODEL, MINILM, new Selector.Latest());
        assertEquals(version.digest(), manifest.digest());
        assertEquals(manifest.digest(), Digest.of(FlowWorld.bytes(manifest.text())));
    }

    @Test
    void everySelectorFindsItsVersion() {
        String digest = version.digest().toString();
        assertEquals("model.onnx", file("@latest", "model.onnx").fileName());
        assertEquals("model.onnx", file(digest, "model.onnx").fileName());
        assertEquals("model.onnx", file(digest.substring(0, 19), "model.onnx").fileName());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertRefused(ErrorCode.FILE_NOT_FOUND, () -> file("v1", "../model.onnx"));
        String sentence = assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> file("v9", "model.onnx"));
        assertEquals("acme/minilm has no version v9; the newest is v1", sentence);
        assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> file("@production", "model.onnx"));
        assertRefused(
                ErrorCode.NAME_NOT_FOUND, () -> pulls.file(Kind.SUITE, MINILM, new Selector.Latest(), "model.onnx"));
    }

    @Test
    void aBlobIsReadOnlyThroughANameThatContainsIt() {
        Digest weights = version.manifest().files().getFirst().digest();
        assertEquals(11, pulls.blob(Kind.MODEL, MINILM, weights).sizeBytes());
        Digest uploaded = world.put("acme", "not committed");
        assertTrue(world.blobs.find(uploaded).isPresent());
        assertRefused(ErrorCode.BLOB_NOT_FOUND, () -> pulls.blob(Kind.MODEL, MINILM, uploaded));
        world.model("acme/other", "other", Map.of());
        assertRefused(ErrorCode.BLOB_NOT_FOUND, () -> pulls.blob(Kind.MODEL, ModelName.parse("acme/other"), weights));
    }

    @Test
    void aPlanUsesOnlyFilesThatTheCallerMayRead() {
        Digest weights = version.manifest().files().getFirst().digest();
        world.model("other/copy", "the weights", Map.of());
        Version secret = world.model("secret/twin", "secret weights", Map.of());
        Version twin = world.model("acme/twin", "secret weights", Map.of());
        Digest hidden = secret.manifest().files().getFirst().digest();
        assertEquals(hidden, twin.manifest().files().getFirst().digest());
        Digest uploaded = world.put("acme", "not committed");
        world.model("secret/only", "not committed", Map.of());

        assertEquals(0, fetched("acme/minilm", weights, List.of(weights), "acme"));
        assertEquals(11, fetched("acme/minilm", weights, List.of(weights), "elsewhere"));
        assertEquals(0, fetched("acme/minilm", weights, List.of(uploaded, weights), "other"));
        assertEquals(14, fetched("acme/twin", hidden, List.of(weights), "acme"));
        assertEquals(
                fetched("acme/minilm", weights, List.of(uploaded), "acme"),
                fetched("acme/minilm", weights, List.of(Digest.of(new byte[] {1})), "acme"),
                "what may not be read is as good as what does not exist");
    }

    @Test
    void aPlanIsMadeOnlyForFilesOfTheName() {
        Digest uploaded = world.put("acme", "not committed");
        assertRefused(ErrorCode.BLOB_NOT_FOUND, () -> fetched("acme/minilm", uploaded, List.of(), "acme"));
        assertRefused(ErrorCode.NAME_NOT_FOUND, () -> fetched("acme/none", uploaded, List.of(), "acme"));
    }

    private long fetched(String name, Digest file, List<Digest> have, String namespace) {
        return pulls.plan(Kind.MODEL, ModelName.parse(name), file, have, FlowWorld.caller("ana", namespace))
                .plan()
                .fetchedBytes();
    }
}
