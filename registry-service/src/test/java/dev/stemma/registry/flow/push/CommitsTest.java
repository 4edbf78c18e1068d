package dev.stemma.registry.flow.push;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static dev.stemma.registry.flow.push.PushWorld.ANA;
import static dev.stemma.registry.flow.push.PushWorld.MINILM;
import static dev.stemma.registry.flow.push.PushWorld.manifest;
import static dev.stemma.registry.flow.push.PushWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Push;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.validation.Verdict;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitsTest {

    private static final Caller EVE = FlowWorld.caller("eve", "evil");

    private final PushWorld push = new PushWorld();
    private final FlowWorld world = push.world;

    @Test
    void aCommitMakesAVersionWithAllThatBelongsToIt() {
        push.put(MINILM, "weights", ANA);
        Committed committed = push.commits.commit(
                Kind.MODEL,
                MINILM,
                Optional.empty(),
                request(manifest("weights"), List.of("2.1.0"), List.of("candidate")),
                ANA);

        Version version = committed.version();
        assertTrue(committed.created());
        assertEquals("acme/minilm:v1", version.id().toString());
        assertEquals(Digest.of(FlowWorld.bytes(manifest("weights"))), version.digest());
        assertEquals(List.of(new Label("2.1.0")), version.labels());
        assertEquals(Optional.of(PushWorld.INTERFACE), version.modelInterface());
        assertEquals(
                1,
                world.ports
                        .refs()
                        .find(MINILM, new AliasName("candidate"))
                        .orElseThrow()
                        .version());
        assertEquals(Optional.of(manifest("weights")), world.ports.versions().manifest(version.id()));
        Job job = committed.validation().orElseThrow();
        assertEquals(
                new Job.Validation(version.id(), version.digest(), Optional.empty(), Optional.empty()), job.task());
        AuditEntry entry = world.ports
                .auditLog()
                .list(Optional.empty(), PageRequest.first())
                .items()
                .getFirst();
        assertEquals("version.pushed", entry.action());
        assertEquals("ana", entry.actor());
        assertEquals("v1", entry.detail().get("version"));
    }

    @Test
    void theSameManifestAgainGivesTheVersionThatExists() {
        push.put(MINILM, "weights", ANA);
        Committed first = push.commit(MINILM, manifest("weights"), ANA);
        Committed again = push.commits.commit(
                Kind.MODEL,
                MINILM,
                Optional.empty(),
                request(manifest("weights"), List.of("1.0"), List.of("candidate")),
                ANA);

        assertFalse(again.created());
        assertEquals(Optional.empty(), again.validation());
        assertEquals(first.version().id(), again.version().id());
        assertEquals(List.of(new Label("1.0")), again.version().labels());
        assertEquals(1, world.ports.names().find(MINILM).orElseThrow().versions());
        assertEquals(1, world.ports.validationQueue().waiting());
    }

    @Test
    void aFreshVersionOfAnyKindWaitsToBeEncodedOnce() {
        push.put(MINILM, "weights", ANA);
        Version model = push.commit(MINILM, manifest("weights"), ANA).version();
        Version dataset = dataset("acme/reviews", "rows");
        assertFalse(push.commit(MINILM, manifest("weights"), ANA).created());

        assertEquals(List.of(model.id(), dataset.id()), world.toBeEncoded());
    }

    private Version dataset(String text, String rows) {
        ModelName name = ModelName.parse(text);
        byte[] bytes = FlowWorld.bytes(rows);
        Digest digest = Digest.of(bytes);
        var _ = push.uploading.putBlob(Kind.DATASET, name, digest, new ByteArrayInputStream(bytes), bytes.length, ANA);
        String manifest = manifest(digest, bytes.length, ",\"tree\":\"" + digest + "\"");
        return push.commits
                .commit(
                        Kind.DATASET,
                        name,
                        Optional.empty(),
                        request(manifest.replace("\"kind\":\"model\"", "\"kind\":\"dataset\"")),
                        ANA)
                .version();
    }

    @Test
    void aRefusedCommitLeavesNothingToEncode() {
        assertRefused(ErrorCode.BLOBS_MISSING, () -> push.commit(MINILM, manifest("never put"), ANA));
        assertEquals(0, world.ports.encodingQueue().waiting());
    }

    @Test
    void blobsPutThroughAnotherNameAreMissing() {
        Digest secret = push.put(MINILM, "secret weights", ANA);
        push.commit(MINILM, manifest("secret weights"), ANA);

        String sentence = assertRefused(
                ErrorCode.BLOBS_MISSING,
                () -> push.commit(ModelName.parse("evil/copy"), manifest("secret weights"), EVE));
        assertTrue(sentence.contains(secret.toString()), sentence);
        assertRefused(
                ErrorCode.BLOBS_MISSING,
                () -> push.commit(ModelName.parse("acme/other"), manifest("secret weights"), ANA));
        assertEquals(Optional.empty(), world.ports.names().find(ModelName.parse("evil/copy")));
    }

    @Test
    void lineageDocumentsPutThroughAnotherNameAreMissingToo() {
        Digest theirs = push.put(MINILM, "{\"schema\":\"stemma.run/v1\",\"metrics\":{\"f1\":0.9}}", ANA);
        ModelName copy = ModelName.parse("evil/copy");
        Digest own = push.put(copy, "mine", EVE);

        String sentence = assertRefused(
                ErrorCode.BLOBS_MISSING,
                () -> push.commit(copy, manifest(own, 4, ",\"lineage\":{\"run\":\"" + theirs + "\"}"), EVE));
        assertTrue(sentence.contains(theirs.toString()), sentence);
        assertFalse(sentence.contains(own.toString()), sentence);
    }

    @Test
    void blobsOfAnEarlierVersionNeedNotBePutAgain() {
        Version old = world.model("acme/minilm", "weights", Map.of());
        Digest weights = old.manifest().files().getFirst().digest();

        Committed committed = push.commit(MINILM, manifest(weights, 7, ",\"parents\":[]"), ANA);

        assertEquals(2, committed.version().id().number());
    }

    @Test
    void aSizeThatIsNotTheBlobsIsRefused() {
        Digest weights = push.put(MINILM, "weights", ANA);
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> push.commit(MINILM, manifest(weights, 8, ""), ANA));
    }

    @Test
    void aStageAmongTheAliasesPublishesNothing() {
        push.put(MINILM, "weights", ANA);
        assertRefused(
                ErrorCode.ALIAS_PROTECTED,
                () -> push.commits.commit(
                        Kind.MODEL,
                        MINILM,
                        Optional.empty(),
                        request(manifest("weights"), List.of(), List.of("candidate", "production")),
                        ANA));
        assertEquals(Optional.empty(), world.ports.names().find(MINILM));
        assertEquals(Optional.empty(), world.ports.refs().find(MINILM, new AliasName("candidate")));
    }

    @Test
    void aLabelThatIsTakenPublishesNothing() {
        push.put(MINILM, "one", ANA);
        push.put(MINILM, "two", ANA);
        push.commits.commit(
                Kind.MODEL, MINILM, Optional.empty(), request(manifest("one"), List.of("1.0"), List.of()), ANA);

        assertRefused(
                ErrorCode.LABEL_TAKEN,
                () -> push.commits.commit(
                        Kind.MODEL,
                        MINILM,
                        Optional.empty(),
                        request(manifest("two"), List.of("1.0"), List.of("candidate")),
                        ANA));
        assertEquals(1, world.ports.names().find(MINILM).orElseThrow().versions());
        assertEquals(1, world.ports.validationQueue().waiting());
        assertEquals(Optional.empty(), world.ports.refs().find(MINILM, new AliasName("candidate")));
    }

    @Test
    void aNameHoldsOneKind() {
        world.dataset("acme/minilm", "rows", Digest.of(new byte[0]));
        assertRefused(ErrorCode.KIND_CONFLICT, () -> push.put(MINILM, "weights", ANA));
        assertRefused(ErrorCode.KIND_CONFLICT, () -> push.commit(MINILM, manifest("weights"), ANA));
        assertRefused(ErrorCode.KIND_CONFLICT, () -> push.uploading.open(Kind.MODEL, MINILM, ANA));
    }

    @Test
    void theSuiteThatTheModelWasValidatedOnLastIsUsedAgain() {
        Version old = world.model("acme/minilm", "old", Map.of());
        Version first = world.suite("acme/golden", "one");
        world.validated(old, Optional.of(first), Verdict.PASSED, 1, 1);
        world.validated(old, Optional.empty(), Verdict.SMOKE, 0, 0);
        Version second = world.suite("acme/golden", "two");
        push.put(MINILM, "weights", ANA);

        Job job = push.commit(MINILM, manifest("weights"), ANA).validation().orElseThrow();

        assertEquals(Optional.of(second.id()), ((Job.Validation) job.task()).suite());
        assertEquals(Optional.of(second.digest()), ((Job.Validation) job.task()).suiteDigest());
    }

    @Test
    void aSuiteThatTheCallerMayNotReadDoesNotExist() {
        world.suite("secret/golden", "one");
        push.put(MINILM, "weights", ANA);
        CommitRequest request = new CommitRequest(
                manifest("weights"),
                "",
                List.of(),
                List.of(),
                true,
                Optional.of(Reference.parse("secret/golden", Kind.SUITE)));

        assertRefused(
                ErrorCode.NAME_NOT_FOUND,
                () -> push.commits.commit(Kind.MODEL, MINILM, Optional.empty(), request, ANA));
        assertEquals(Optional.empty(), world.ports.names().find(MINILM));
    }

    @Test
    void aPushEndsWithItsCommitAndIsItsOwnersOnly() {
        Push open = push.uploading.open(Kind.MODEL, MINILM, ANA);
        push.put(MINILM, "weights", ANA);
        Caller bob = FlowWorld.caller("bob", "acme");
        Optional<String> id = Optional.of(open.id());
        CommitRequest request = request(manifest("weights"));

        assertRefused(ErrorCode.PUSH_NOT_FOUND, () -> push.commits.commit(Kind.MODEL, MINILM, id, request, bob));
        assertRefused(
                ErrorCode.PUSH_NOT_FOUND,
                () -> push.commits.commit(Kind.MODEL, ModelName.parse("acme/other"), id, request, ANA));
        assertTrue(push.commits.commit(Kind.MODEL, MINILM, id, request, ANA).created());
        assertRefused(ErrorCode.PUSH_NOT_FOUND, () -> push.commits.commit(Kind.MODEL, MINILM, id, request, ANA));
    }

    @Test
    void aPushLastsOneDay() {
        Push open = push.uploading.open(Kind.MODEL, MINILM, ANA);
        assertEquals(world.clock.instant().plus(Duration.ofHours(24)), open.expiresAt());
        world.clock.advance(Duration.ofHours(24));
        assertRefused(
                ErrorCode.PUSH_NOT_FOUND, () -> push.uploading.missing(Kind.MODEL, MINILM, open.id(), List.of(), ANA));
    }

    @Test
    void aYankedVersionGetsNoAliasByBeingPushedAgain() {
        push.put(MINILM, "weights", ANA);
        Version version = push.commit(MINILM, manifest("weights"), ANA).version();
        world.ports
                .versions()
                .setYanked(version.id(), Optional.of(new Version.Yank("ana", world.clock.instant(), "leak")));

        assertRefused(
                ErrorCode.VERSION_YANKED,
                () -> push.commits.commit(
                        Kind.MODEL,
                        MINILM,
                        Optional.empty(),
                        request(manifest("weights"), List.of(), List.of("candidate")),
                        ANA));
    }
}
