package dev.stemma.registry.flow.promote;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static dev.stemma.registry.flow.promote.PromoteWorld.ANA;
import static dev.stemma.registry.flow.promote.PromoteWorld.MINILM;
import static dev.stemma.registry.flow.promote.PromoteWorld.PRODUCTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.GateResult.Outcome;
import dev.stemma.registry.model.promotion.Promotion;
import dev.stemma.registry.model.promotion.Promotion.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollbackTest {

    private final PromoteWorld promote = new PromoteWorld();

    @BeforeEach
    void fourVersionsOfWhichThreeWereInProduction() {
        for (String content : List.of("one", "two", "three", "four")) {
            promote.world.model("acme/minilm", content, Map.of());
        }
        promote.policy("{gates: []}");
        for (String version : List.of("v1", "v2", "v3")) {
            promote.promote(version, PRODUCTION);
        }
    }

    private Promotion rollbackTo(String version) {
        return promote.promoter.rollback(
                MINILM,
                new RollbackRequest(PRODUCTION, Optional.of(Selector.parse(version)), "", OptionalInt.empty()),
                ANA);
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
    void itGoesBackToTheHolderBefore() {
        Promotion promotion = promote.rollback();
        assertEquals(State.APPLIED, promotion.state());
        assertTrue(promotion.rollback());
        assertEquals(OptionalInt.of(3), promotion.from());
        assertEquals(2, promotion.to());
        assertEquals(OptionalInt.of(2), promote.production());
    }

    @Test
    void oneAfterTheOtherGoesFurtherBackAndNeverToWhatWasRolledBack() {
        promote.rollback();
        promote.rollback();
        assertEquals(OptionalInt.of(1), promote.production());
        assertRefused(ErrorCode.NO_PREVIOUS_HOLDER, promote::rollback);
        assertEquals(OptionalInt.of(1), promote.production());
    }

    @Test
    void afterARollbackAndANewPromotionItGoesToTheGoodOneNotToTheBadOne() {
        promote.rollback();
        promote.promote("v4", PRODUCTION);
        promote.rollback();
        assertEquals(OptionalInt.of(2), promote.production());
    }

    @Test
    void aPromotionMakesAVersionGoodAgain() {
        promote.rollback();
        promote.promote("v3", PRODUCTION);
        promote.promote("v4", PRODUCTION);
        promote.rollback();
        assertEquals(OptionalInt.of(3), promote.production());
    }

    @Test
    void yankedHoldersArePassedOver() {
        yank(2);
        promote.rollback();
        assertEquals(OptionalInt.of(1), promote.production());
    }

    @Test
    void anEarlierHolderCanBeNamed() {
        assertEquals(1, rollbackTo("v1").to());
        assertEquals(3, rollbackTo("@production~1").to());
    }

    @Test
    void onlyAnEarlierHolderCanBeNamed() {
        assertRefused(ErrorCode.NO_PREVIOUS_HOLDER, () -> rollbackTo("v4"));
        assertRefused(ErrorCode.NO_PREVIOUS_HOLDER, () -> rollbackTo("v3"));
        assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> rollbackTo("v9"));
        yank(1);
        assertRefused(ErrorCode.VERSION_YANKED, () -> rollbackTo("v1"));
    }

    @Test
    void aStageThatHoldsNothingCantGoBack() {
        RollbackRequest request = new RollbackRequest(PromoteWorld.STAGING, Optional.empty(), "", OptionalInt.empty());
        assertRefused(ErrorCode.NO_PREVIOUS_HOLDER, () -> promote.promoter.rollback(MINILM, request, ANA));
    }

    @Test
    void aStaleExpectationIsRefused() {
        RollbackRequest request = new RollbackRequest(PRODUCTION, Optional.empty(), "", OptionalInt.of(2));
        assertRefused(ErrorCode.STAGE_MOVED, () -> promote.promoter.rollback(MINILM, request, ANA));
    }

    @Test
    void gatesAreNotAskedAgainAndTheDecisionSaysSo() {
        promote.policies.putModel(
                MINILM,
                "stages: {production: {rollback: fast, gates: [validated: {}, metric: {name: f1, min: 1}]}}",
                OptionalLong.of(promote.policies.ofModel(MINILM).sequence().orElseThrow()),
                ANA);

        Promotion promotion = promote.rollback();

        assertEquals(State.APPLIED, promotion.state());
        assertEquals(
                List.of(
                        new GateResult("not yanked", Outcome.PASSED, "v2 is not yanked", List.of()),
                        new GateResult(
                                "rollback",
                                Outcome.PASSED,
                                "v2 held this stage before; not asked again: validated, metric f1",
                                List.of())),
                promotion.gates());
    }
}
