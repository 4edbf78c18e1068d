package dev.stemma.registry.flow.push;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static dev.stemma.registry.flow.push.PushWorld.ANA;
import static dev.stemma.registry.flow.push.PushWorld.MINILM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Push;
import dev.stemma.registry.model.access.Caller;
import java.io.ByteArrayInputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UploadingTest {

    private static final byte[] WEIGHTS = FlowWorld.bytes("weights");
    private static final Digest DIGEST = Digest.of(WEIGHTS);
    private static final ModelName COPY = ModelName.parse("evil/copy");
    private static final Caller EVE = FlowWorld.caller("eve", "evil");

    private final PushWorld push = new PushWorld();
    private final FlowWorld world = push.world;

    private boolean granted(ModelName name) {
        return world.ports.uploads().notGranted(name, Set.of(DIGEST)).isEmpty();
    }

    @Test
    void aBlobPutAgainIsNotNew() {
        assertTrue(put(MINILM, ANA));
        assertFalse(put(MINILM, ANA));
        assertTrue(granted(MINILM));
    }

    private boolean put(ModelName name, Caller caller) {
        return push.uploading
                .putBlob(Kind.MODEL, name, DIGEST, new ByteArrayInputStream(WEIGHTS), WEIGHTS.length, caller)
                .created();
    }

    @Test
    void theAnswerDoesNotTellThatAnotherNamespaceHasTheBlob() {
        put(MINILM, ANA);
        assertTrue(put(COPY, EVE));
    }

    @Test
    void aBlobIsGrantedForItsBytesNotForItsDigest() {
        put(MINILM, ANA);
        byte[] wrong = FlowWorld.bytes("guesses");
        assertThrows(
                BlobException.DigestMismatch.class,
                () -> push.uploading.putBlob(
                        Kind.MODEL, COPY, DIGEST, new ByteArrayInputStream(wrong), wrong.length, EVE));
        assertFalse(granted(COPY));
    }

    @Test
    void chunksOfUnreadableNamespacesAreMissingAndMakeNoFile() {
        put(MINILM, ANA);
        List<Chunk> chunks = List.of(new Chunk(DIGEST, WEIGHTS.length));
        Push mine = push.uploading.open(Kind.MODEL, MINILM, ANA);
        Push theirs = push.uploading.open(Kind.MODEL, COPY, EVE);

        BitSet forAna = push.uploading.missing(Kind.MODEL, MINILM, mine.id(), chunks, ANA);
        BitSet forEve = push.uploading.missing(Kind.MODEL, COPY, theirs.id(), chunks, EVE);

        assertTrue(forAna.isEmpty());
        assertTrue(forEve.get(0));
        assertThrows(
                BlobException.ChunksMissing.class,
                () -> push.uploading.assemble(Kind.MODEL, COPY, theirs.id(), DIGEST, WEIGHTS.length, chunks, EVE));
        assertFalse(granted(COPY));
        Received<BlobInfo> received =
                push.uploading.assemble(Kind.MODEL, MINILM, mine.id(), DIGEST, WEIGHTS.length, chunks, ANA);
        assertEquals(new BlobInfo(DIGEST, WEIGHTS.length), received.what());
    }

    @Test
    void anUnknownPushTakesNothing() {
        assertRefused(
                ErrorCode.PUSH_NOT_FOUND,
                () -> push.uploading.putPack(
                        Kind.MODEL, MINILM, "p_none", DIGEST, new ByteArrayInputStream(WEIGHTS), 7, ANA));
        Push open = push.uploading.open(Kind.MODEL, MINILM, ANA);
        assertRefused(
                ErrorCode.PUSH_NOT_FOUND, () -> push.uploading.missing(Kind.SUITE, MINILM, open.id(), List.of(), ANA));
    }
}
