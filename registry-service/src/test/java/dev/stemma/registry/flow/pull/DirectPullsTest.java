package dev.stemma.registry.flow.pull;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Digest;
import dev.stemma.blob.hot.DirectFiles;
import dev.stemma.blob.hot.DirectPart;
import dev.stemma.blob.hot.HotEvents;
import dev.stemma.blob.hot.HotFiles;
import dev.stemma.blob.hot.HotLimits;
import dev.stemma.blob.hot.InMemoryHotIndex;
import dev.stemma.blob.object.DirectReads;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who gets addresses, and of what. */
class DirectPullsTest {

    private static final ModelName MINILM = ModelName.parse("acme/minilm");
    private static final String CONTENT = "w".repeat(2 << 20);

    private final FlowWorld world = new FlowWorld();
    private final List<String> signed = new ArrayList<>();
    private final HotFiles hot = new HotFiles(
            new MemoryObjectStore(world.clock),
            new InMemoryHotIndex(),
            UUID::randomUUID,
            world.clock,
            new HotLimits(1L << 30, 2),
            HotEvents.NONE);
    private final DirectReads signer = new DirectReads() {
        @Override
        public boolean allowed() {
            return true;
        }

        @Override
        public Optional<URI> address(String key) {
            signed.add(key);
            return Optional.of(URI.create("https://s3.example.org/bucket/" + key + "?signature=x"));
        }
    };
    private final DirectPulls direct = pulls(signer);
    private final Digest weights = world.model("acme/minilm", CONTENT, Map.of())
            .manifest()
            .files()
            .getFirst()
            .digest();

    private DirectPulls pulls(DirectReads reads) {
        Pulls pulls = new Pulls(world.resolver, world.ports.versions(), world.blobs, world.blobs);
        return new DirectPulls(pulls, new DirectFiles(hot, reads), reads);
    }

    private void keep(Digest file) {
        byte[] bytes = FlowWorld.bytes(CONTENT);
        hot.keep(new BlobInfo(file, bytes.length), new ByteArrayInputStream(bytes));
    }

    @Test
    void whoMayReadAHotFileGetsItsAddresses() {
        keep(weights);
        List<DirectPart> parts = direct.parts(Kind.MODEL, MINILM, weights, 0);
        assertEquals(CONTENT.length(), parts.getFirst().sizeBytes());
        assertTrue(signed.getFirst().startsWith("hot/"), signed.toString());
        assertRefused(ErrorCode.REQUEST_INVALID, () -> direct.parts(Kind.MODEL, MINILM, weights, CONTENT.length()));
        assertRefused(ErrorCode.REQUEST_INVALID, () -> direct.parts(Kind.MODEL, MINILM, weights, -1));
    }

    @Test
    void aFileThatNoVersionOfTheNameContainsGetsNoneEvenIfItIsHot() {
        keep(weights);
        var _ = world.model("acme/other", "other", Map.of());
        assertRefused(
                ErrorCode.BLOB_NOT_FOUND, () -> direct.parts(Kind.MODEL, ModelName.parse("acme/other"), weights, 0));
        assertEquals(List.of(), signed);
    }

    @Test
    void aFileThatLiesInPacksOnlyGetsNone() {
        assertRefused(ErrorCode.DIRECT_UNAVAILABLE, () -> direct.parts(Kind.MODEL, MINILM, weights, 0));
        assertEquals(List.of(), signed);
    }

    @Test
    void whereItIsNotAllowedNobodyGetsAny() {
        keep(weights);
        assertRefused(ErrorCode.DIRECT_OFF, () -> pulls(DirectReads.NONE).parts(Kind.MODEL, MINILM, weights, 0));
        assertEquals(List.of(), signed);
    }
}
