package dev.stemma.registry.flow.promote;

import static dev.stemma.registry.flow.promote.PromoteWorld.PRODUCTION;
import static dev.stemma.registry.flow.promote.PromoteWorld.STAGING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.GateResult.Outcome;
import dev.stemma.registry.model.promotion.Promotion.State;
import dev.stemma.registry.model.validation.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesTest {

    private final PromoteWorld promote = new PromoteWorld();
    private final FlowWorld world = promote.world;

    private GateResult decide(String version) {
        return promote.promote(version, PRODUCTION).gates().getLast();
    }

    private void assertDecided(Outcome outcome, String detail, GateResult result) {
        assertEquals(outcome + ": " + detail, result.outcome() + ": " + result.detail());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {min: 0.8}                                                | 0.8   | 0.7  | PASSED | 0.8 >= 0.8
                    {min: 0.8}                                                | 0.799 | 0.7  | FAILED | 0.799 < 0.8
                    {max: 0.3, goal: min}                                     | 0.3   | 0.7  | PASSED | 0.3 <= 0.3
                    {max: 0.3, goal: min}                                     | 0.31  | 0.7  | FAILED | 0.31 > 0.3
                    {min: 0.1, max: 0.3}                                      | 0.05  | 0.7  | FAILED | 0.05 < 0.1; 0.05 <= 0.3
                    {notWorseThan: "@production"}                             | 0.8   | 0.8  | PASSED | 0.8 is not worse than 0.8 of v1
                    {notWorseThan: "@production"}                             | 0.79  | 0.8  | FAILED | 0.79 is worse than 0.8 of v1
                    {notWorseThan: "@production", slack: 0.1}                 | 0.7   | 0.8  | PASSED | 0.7 is not worse than 0.8 of v1 with slack 0.1
                    {notWorseThan: "@production", slack: 0.1}                 | 0.699 | 0.8  | FAILED | 0.699 is worse than 0.8 of v1 with slack 0.1
                    {notWorseThan: "@production", goal: min}                  | 0.81  | 0.8  | FAILED | 0.81 is worse than 0.8 of v1
                    {notWorseThan: "@production", goal: min, slack: 0.01}     | 0.81  | 0.8  | PASSED | 0.81 is not worse than 0.8 of v1 with slack 0.01
                    {min: 0.9, notWorseThan: "@production"}                   | 0.85  | 0.8  | FAILED | 0.85 < 0.9; 0.85 is not worse than 0.8 of v1
                    {notWorseThan: v7}                                        | 0.85  | 0.8  | MISSING | the version to compare with does not exist
                    {notWorseThan: "@canary"}                                 | 0.85  | 0.8  | PASSED | nothing to compare with yet
                    """)
    void aMetricLiesWithinItsBounds(String gate, double value, double held, Outcome outcome, String detail) {
        world.model("acme/minilm", "held", Map.of("f1", held));
        world.model("acme/minilm", "new", Map.of("f1", value));
        promote.policy("{gates: []}");
        promote.promote("v1", PRODUCTION);
        long sequence = promote.policies.ofModel(PromoteWorld.MINILM).sequence().orElseThrow();
        promote.policies.putModel(
                PromoteWorld.MINILM,
                "stages: {production: {gates: [metric: " + gate.replace("{", "{name: f1, ") + "]}}",
                OptionalLong.of(sequence),
                PromoteWorld.ANA);

        GateResult result = decide("v2");

        assertEquals("metric f1", result.gate());
        assertDecided(outcome, detail, result);
    }

    @Test
    void aMetricThatIsNotThereIsMissing() {
        world.model("acme/minilm", "held", Map.of());
        world.model("acme/minilm", "new", Map.of("f1", 0.9));
        promote.policy("{gates: [metric: {name: f1, notWorseThan: v1}]}");
        assertDecided(Outcome.MISSING, "v1 has no metric f1 to compare with", decide("v2"));
        assertEquals(Outcome.MISSING, decide("v1").outcome());
    }

    @Test
    void aReportOfTheNewestVersionOfTheSuiteIsAskedFor() {
        Version model = world.model("acme/minilm", "m", Map.of());
        Version old = world.suite("acme/golden", "old");
        promote.policy("{gates: [validated: {suite: acme/golden}]}");
        assertDecided(
                Outcome.MISSING,
                "acme/minilm:v1 has no report on suite:acme/golden:v1; run: stemma validate acme/minilm:v1 --suite acme/golden:v1",
                decide("v1"));

        Job report = world.validated(model, Optional.of(old), Verdict.PASSED, 16, 16);
        GateResult passed = decide("v1");
        assertDecided(Outcome.PASSED, "suite:acme/golden:v1 gave passed: 16 of 16 cases passed", passed);
        assertEquals(List.of(report.id()), passed.evidence());

        world.suite("acme/golden", "new");
        assertEquals(Outcome.MISSING, decide("v1").outcome());
    }

    @ParameterizedTest
    @CsvSource({"FAILED, 15, FAILED", "ERROR, 0, ERROR", "SMOKE, 0, MISSING"})
    void onlyPassedPasses(Verdict verdict, int passed, Outcome outcome) {
        Version model = world.model("acme/minilm", "m", Map.of());
        Version suite = world.suite("acme/golden", "s");
        promote.policy("{gates: [validated: {suite: acme/golden}]}");
        world.validated(model, Optional.of(suite), Verdict.PASSED, 16, 16);
        world.validated(model, Optional.of(suite), verdict, passed, 16);
        assertEquals(outcome, decide("v1").outcome());
        assertEquals(State.REFUSED, promote.promote("v1", PRODUCTION).state());
    }

    @Test
    void aJobThatBrokeIsAnError() {
        Version model = world.model("acme/minilm", "m", Map.of());
        Version suite = world.suite("acme/golden", "s");
        promote.policy("{gates: [validated: {}]}");
        world.ended(
                world.jobs.enqueue(model, Optional.of(suite), "ana"),
                new Job.Outcome.Broken("WORKER_CRASHED", "three times"));
        assertDecided(
                Outcome.ERROR, "suite:acme/golden:v1 could not be run: WORKER_CRASHED: three times", decide("v1"));
    }

    @Test
    void aJobThatHasNotEndedIsNoEvidence() {
        Version model = world.model("acme/minilm", "m", Map.of());
        Version suite = world.suite("acme/golden", "s");
        promote.policy("{gates: [validated: {}]}");
        world.jobs.enqueue(model, Optional.of(suite), "ana");
        assertEquals(Outcome.MISSING, decide("v1").outcome());
    }

    @Test
    void smokeNeitherPassesNorHidesAnOlderReport() {
        Version model = world.model("acme/minilm", "m", Map.of());
        promote.policy("{gates: [validated: {}]}");
        world.validated(model, Optional.empty(), Verdict.SMOKE, 0, 0);
        assertEquals(Outcome.MISSING, decide("v1").outcome());
        world.validated(model, Optional.of(world.suite("acme/golden", "s")), Verdict.PASSED, 1, 1);
        world.validated(model, Optional.empty(), Verdict.SMOKE, 0, 0);
        assertEquals(Outcome.PASSED, decide("v1").outcome());
    }

    @Test
    void anotherVersionsReportIsNoEvidence() {
        Version first = world.model("acme/minilm", "m", Map.of());
        world.model("acme/minilm", "n", Map.of());
        promote.policy("{gates: [validated: {}]}");
        world.validated(first, Optional.of(world.suite("acme/golden", "s")), Verdict.PASSED, 1, 1);
        assertEquals(Outcome.MISSING, decide("v2").outcome());
    }

    @Test
    void aReportGrowsOld() {
        Version model = world.model("acme/minilm", "m", Map.of());
        promote.policy("{gates: [validated: {maxAge: 30d}]}");
        world.validated(model, Optional.of(world.suite("acme/golden", "s")), Verdict.PASSED, 1, 1);
        world.clock.advance(Duration.ofDays(30).minusMinutes(1));
        assertEquals(Outcome.PASSED, decide("v1").outcome());
        world.clock.advance(Duration.ofMinutes(1));
        assertEquals(Outcome.MISSING, decide("v1").outcome());
    }

    @Test
    void aSuiteThatThePromoterMayNotReadCountsAsMissing() {
        Version model = world.model("acme/minilm", "m", Map.of());
        Version suite = world.suite("secret/golden", "s");
        world.validated(model, Optional.of(suite), Verdict.PASSED, 1, 1);
        promote.policy("{gates: [validated: {suite: secret/golden}]}");
        assertEquals(Outcome.MISSING, decide("v1").outcome());
    }

    @Test
    void aYankedSuiteCountsAsMissing() {
        Version model = world.model("acme/minilm", "m", Map.of());
        Version suite = world.suite("acme/golden", "s");
        world.validated(model, Optional.of(suite), Verdict.PASSED, 1, 1);
        promote.policy("{gates: [validated: {suite: \"acme/golden:v1\"}]}");
        assertEquals(Outcome.PASSED, decide("v1").outcome());
        world.ports
                .versions()
                .setYanked(suite.id(), Optional.of(new Version.Yank("ana", world.clock.instant(), "wrong")));
        assertEquals(Outcome.MISSING, decide("v1").outcome());
    }

    @Test
    void theWayLeadsThroughTheStageBefore() {
        world.model("acme/minilm", "m", Map.of());
        world.model("acme/minilm", "n", Map.of());
        promote.policy("{from: [staging], gates: []}");
        assertDecided(Outcome.FAILED, "v1 was never in staging; promote it there first", decide("v1"));
        promote.promote("v1", STAGING);
        promote.promote("v2", STAGING);
        assertDecided(Outcome.PASSED, "v1 was in staging", decide("v1"));
    }
}
