package dev.stemma.registry.flow.promote;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static dev.stemma.registry.flow.promote.PromoteWorld.ANA;
import static dev.stemma.registry.flow.promote.PromoteWorld.MINILM;
import static dev.stemma.registry.flow.promote.PromoteWorld.PRODUCTION;
import static dev.stemma.registry.flow.promote.PromoteWorld.STAGING;
import static dev.stemma.registry.flow.promote.PromoteWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasMove;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.AuditEntry;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.StemmaException;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.promotion.GateResult.Outcome;
import dev.stemma.registry.model.promotion.Promotion;
import dev.stemma.registry.model.promotion.Promotion.State;
import dev.stemma.registry.model.validation.Verdict;
import dev.stemma.registry.port.Refs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromoterTest {

    private final PromoteWorld promote = new PromoteWorld();

    @BeforeEach
    void threeVersionsAndAPolicyThatAsksNothing() {
        for (String content : List.of("one", "two", "three")) {
            promote.world.model("acme/minilm", content, Map.of());
        }
        promote.policy("{gates: []}");
    }

    private AuditEntry newestAudit() {
        return promote.world
                .ports
                .auditLog()
                .list(Optional.empty(), PageRequest.first())
                .items()
                .getFirst();
    }

    @Test
    void whatPassesMovesTheStageAndIsRecorded() {
        Promotion promotion = promote.promote("v2", PRODUCTION);

        assertEquals(State.APPLIED, promotion.state());
        assertEquals(OptionalInt.of(2), promote.production());
        assertEquals(promotion, promote.promoter.find(MINILM, promotion.id()));
        AliasMove move = promote.world
                .ports
                .refs()
                .history(MINILM, PRODUCTION, PageRequest.first())
                .items()
                .getFirst();
        assertEquals(OptionalLong.of(promotion.id()), move.promotion());
        assertEquals("model acme/minilm", promotion.policySource());
        assertEquals(promote.policies.effective(MINILM).digest(), promotion.policyDigest());
        assertEquals("promotion.applied", newestAudit().action());
    }

    @Test
    void whatFailsIsRecordedAndMovesNothing() {
        promote.policies.putModel(
                MINILM, "stages: {production: {gates: [validated: {}]}}", OptionalLong.of(sequence()), ANA);

        Promotion promotion = promote.promote("v2", PRODUCTION);

        assertEquals(State.REFUSED, promotion.state());
        assertEquals(OptionalInt.empty(), promote.production());
        assertEquals(
                List.of(promotion),
                promote.promoter.list(MINILM, PageRequest.first()).items());
        assertEquals("promotion.refused", newestAudit().action());
        assertEquals(
                Map.of("stage", "production", "to", "v2", "promotion", "" + promotion.id()),
                newestAudit().detail());
    }

    private long sequence() {
        return promote.policies.ofModel(MINILM).sequence().orElseThrow();
    }

    @Test
    void aDryRunDecidesAndLeavesNoTrace() {
        String before = newestAudit().toString();
        Promotion promotion =
                promote.promoter.promote(MINILM, request("v2", PRODUCTION, OptionalInt.empty(), true), ANA);

        assertEquals(State.APPLIED, promotion.state());
        assertEquals(0, promotion.id());
        assertEquals(OptionalInt.empty(), promote.production());
        assertEquals(
                List.of(), promote.promoter.list(MINILM, PageRequest.first()).items());
        assertEquals(before, newestAudit().toString());
    }

    @Test
    void withoutAPolicyBothStagesAskForAValidation() {
        promote.world.model("acme/other", "one", Map.of());
        ModelName other = ModelName.parse("acme/other");
        Promotion refused = promote.promoter.promote(other, request("v1", STAGING, OptionalInt.empty(), false), ANA);
        assertEquals("default", refused.policySource());
        assertEquals(Outcome.MISSING, refused.gates().getFirst().outcome());

        Version version = promote.world.resolver.version(Kind.MODEL, other, new Selector.Latest());
        promote.world.validated(version, Optional.of(promote.world.suite("acme/golden", "s")), Verdict.PASSED, 3, 3);
        assertEquals(
                State.APPLIED,
                promote.promoter
                        .promote(other, request("v1", STAGING, OptionalInt.empty(), false), ANA)
                        .state());
    }

    @Test
    void whatIsNoStageCantBePromotedTo() {
        String sentence =
                assertRefused(ErrorCode.ALIAS_NOT_FOUND, () -> promote.promote("v1", new AliasName("candidate")));
        assertTrue(sentence.contains("production, staging"), sentence);
    }

    @Test
    void aYankedVersionCantBePromoted() {
        yank(2);
        assertRefused(ErrorCode.VERSION_YANKED, () -> promote.promote("v2", PRODUCTION));
        assertEquals(
                List.of(), promote.promoter.list(MINILM, PageRequest.first()).items());
    }

    private void yank(int number) {
        promote.world
                .ports
                .versions()
                .setYanked(
                        new VersionId(MINILM, number),
                        Optional.of(new Version.Yank("ana", promote.world.clock.instant(), "leak")));
    }

    @Test
    void aStaleExpectationIsRefusedWithoutARecord() {
        promote.promote("v1", PRODUCTION);
        promote.promote("v2", PRODUCTION);
        assertRefused(
                ErrorCode.STAGE_MOVED,
                () -> promote.promoter.promote(MINILM, request("v3", PRODUCTION, OptionalInt.of(1), false), ANA));
        assertRefused(
                ErrorCode.STAGE_MOVED,
                () -> promote.promoter.promote(MINILM, request("v3", STAGING, OptionalInt.of(1), false), ANA));
        assertEquals(
                2, promote.promoter.list(MINILM, PageRequest.first()).items().size());
        assertEquals(OptionalInt.of(2), promote.production());
    }

    @Test
    void ofTwoPromotersAtOnceExactlyOneWins() throws Exception {
        promote.promote("v1", PRODUCTION);
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> answers = new ArrayList<>();
            for (String version : List.of("v2", "v3")) {
                answers.add(threads.submit(racer(version, start)));
            }
            start.countDown();
            List<String> said = new ArrayList<>();
            for (Future<String> answer : answers) {
                said.add(answer.get());
            }
            said.sort(null);
            assertEquals(List.of("APPLIED", "STAGE_MOVED"), said);
        }
        assertEquals(
                2, promote.promoter.list(MINILM, PageRequest.first()).items().size());
    }

    private Callable<String> racer(String version, CountDownLatch start) {
        return () -> {
            start.await();
            try {
                return promote.promoter
                        .promote(MINILM, request(version, PRODUCTION, OptionalInt.of(1), false), ANA)
                        .state()
                        .name();
            } catch (StemmaException e) {
                return e.code().name();
            }
        };
    }

    /** What a database gives to the slower of two transactions: the holder as it was, and a compare-and-swap that fails. */
    @Test
    void aStageThatMovesBetweenDecisionAndMoveKeepsNeitherMoveNorRecord() {
        promote.promote("v1", PRODUCTION);
        Refs refs = promote.world.ports.refs();
        Optional<Alias> stale = refs.find(MINILM, PRODUCTION);
        promote.promote("v2", PRODUCTION);
        Promoter late = promote.promoter(new StaleRefs(refs, stale));

        assertRefused(
                ErrorCode.STAGE_MOVED,
                () -> late.promote(MINILM, request("v3", PRODUCTION, OptionalInt.of(1), false), ANA));
        assertEquals(OptionalInt.of(2), promote.production());
        assertEquals(
                2, promote.promoter.list(MINILM, PageRequest.first()).items().size());
        assertEquals("2", newestAudit().detail().get("promotion"));
    }

    private record StaleRefs(Refs refs, Optional<Alias> stale) implements Refs {
        @Override
        public Optional<Alias> find(ModelName name, AliasName alias) {
            return stale;
        }

        @Override
        public List<Alias> list(ModelName name) {
            return refs.list(name);
        }

        @Override
        public Optional<Alias> move(Move move) {
            return refs.move(move);
        }

        @Override
        public Page<AliasMove> history(ModelName name, AliasName alias, PageRequest page) {
            return refs.history(name, alias, page);
        }

        @Override
        public OptionalInt holder(ModelName name, AliasName alias, int back) {
            return refs.holder(name, alias, back);
        }
    }

    @Test
    void unknownThingsAreNotFound() {
        assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> promote.promote("v9", PRODUCTION));
        assertRefused(ErrorCode.PROMOTION_NOT_FOUND, () -> promote.promoter.find(MINILM, 7));
        assertRefused(
                ErrorCode.NAME_NOT_FOUND,
                () -> promote.promoter.list(ModelName.parse("acme/none"), PageRequest.first()));
    }

    @Test
    void whatAnAliasHeldBeforeItBecameAStageWentThroughNoGate() {
        AliasName live = new AliasName("live");
        promote.world
                .ports
                .refs()
                .move(new Refs.Move(
                        MINILM,
                        live,
                        OptionalLong.empty(),
                        OptionalInt.of(1),
                        "bob",
                        promote.world.clock.instant(),
                        "",
                        OptionalLong.empty()));
        promote.policies.putModel(
                MINILM,
                "stages: {live: {gates: []}, production: {from: [live], gates: []}}",
                promote.policies.ofModel(MINILM).sequence(),
                ANA);
        assertEquals(State.REFUSED, promote.promote("v1", PRODUCTION).state());
        assertEquals(State.APPLIED, promote.promote("v1", live).state());
        assertEquals(State.APPLIED, promote.promote("v1", PRODUCTION).state());
    }
}
