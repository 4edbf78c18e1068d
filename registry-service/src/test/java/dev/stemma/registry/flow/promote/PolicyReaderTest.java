package dev.stemma.registry.flow.promote;

import static dev.stemma.registry.flow.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.flow.FlowWorld;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Reference;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.promotion.Gate;
import dev.stemma.registry.model.promotion.Policy;
import dev.stemma.registry.model.promotion.Policy.StagePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

    private static final AliasName STAGING = new AliasName("staging");
    private static final AliasName PRODUCTION = new AliasName("production");

    @Test
    void aPolicyIsReadAsWritten() {
        Policy policy = PolicyReader.read("here", """
                stages:
                  staging:
                    gates:
                      - validated: {}
                  production:
                    from: [staging]
                    rollback: fast
                    gates:
                      - validated: { suite: acme/minilm-golden, maxAge: 30d }
                      - metric: { name: sts.spearman, min: 0.8, notWorseThan: "@production", slack: 0.005 }
                """);
        assertEquals(
                Map.of(
                        STAGING,
                        new StagePolicy(List.of(), List.of(new Gate.Validated(Optional.empty(), Optional.empty()))),
                        PRODUCTION,
                        new StagePolicy(
                                List.of(STAGING),
                                List.of(
                                        new Gate.Validated(
                                                Optional.of(Reference.parse("acme/minilm-golden", Kind.SUITE)),
                                                Optional.of(Duration.ofDays(30))),
                                        new Gate.Metric(
                                                "sts.spearman",
                                                OptionalDouble.of(0.8),
                                                OptionalDouble.empty(),
                                                Gate.Goal.MAX,
                                                Optional.of(Selector.parse("@production")),
                                                0.005)))),
                policy.stages());
    }

    @Test
    void theDefaultAsksForAValidationInBothStages() {
        Policy policy = PolicyReader.read("default", PolicyBook.DEFAULT_TEXT);
        assertEquals(Set.of(STAGING, PRODUCTION), policy.stages().keySet());
        List<Gate> validated = List.of(new Gate.Validated(Optional.empty(), Optional.empty()));
        policy.stages().values().forEach(stage -> assertEquals(validated, stage.gates()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "---",
                "[]",
                "stages",
                "{}",
                "stages: []",
                "stages: {production: []}",
                "stages: {production: {}}",
                "stages: {production: {gates: {}}}",
                "stages: {production: {gates: [validated]}}",
                "stages: {production: {gates: [{}]}}",
                "stages: {production: {gates: [{validated: {}, metric: {name: f1, min: 1}}]}}",
                "stages: {production: {gates: [diff: {}]}}",
                "stages: {production: {gates: [validated: {minCases: 3}]}}",
                "stages: {production: {gates: [validated: {maxAge: 30}]}}",
                "stages: {production: {gates: [validated: {suite: nowhere}]}}",
                "stages: {production: {gates: [validated: {suite: 'model:acme/x'}]}}",
                "stages: {production: {gates: [metric: {}]}}",
                "stages: {production: {gates: [metric: {name: f1}]}}",
                "stages: {production: {gates: [metric: {name: f1, min: high}]}}",
                "stages: {production: {gates: [metric: {name: f1, min: .nan}]}}",
                "stages: {production: {gates: [metric: {name: f1, min: .inf}]}}",
                "stages: {production: {gates: [metric: {name: f1, min: 1e999}]}}",
                "stages: {production: {gates: [metric: {name: f1, min: 1, slack: 0.1}]}}",
                "stages: {production: {gates: [metric: {name: f1, notWorseThan: '@production', slack: -1}]}}",
                "stages: {production: {gates: [metric: {name: f1, notWorseThan: production please}]}}",
                "stages: {production: {gates: [metric: {name: loss, max: 1, notWorseThan: '@production'}]}}",
                "stages: {production: {gates: [metric: {name: f1, min: 1, goal: up}]}}",
                "stages: {production: {gates: [], approvals: {count: 1}}}",
                "stages: {production: {gates: [], window: weekdays}}",
                "stages: {production: {gates: [], rollback: slow}}",
                "stages: {production: {gates: [], owner: ana}}",
                "stages: {production: {gates: [], from: [nowhere]}}",
                "stages: {production: {gates: [], from: [production]}}",
                "stages: {production: {gates: []}, production: {gates: []}}",
                "stages: {production: {gates: [], gates: []}}",
                "stages: {latest: {gates: []}}",
                "stages: {Production: {gates: []}}",
                "stages: {production: {gates: []}}\nnotify: x",
                "stages: {production: {gates: []}}\n---\nstages: {}",
                "stages: {a: &a {gates: []}, b: *a}",
                "a: &a [*a]",
                "stages: !!java.net.URL ['http://localhost']",
                "stages: {production: {gates: [metric: {name: !!binary Zm9v, min: 1}]}}",
                "\u0000",
                "\t- a",
                "stages: {",
            })
    void whatCantBeKeptIsRefused(String text) {
        assertRefused(ErrorCode.POLICY_INVALID, () -> PolicyReader.read("test", text));
    }

    @Test
    void theRefusalNamesTheLine() {
        String sentence = assertRefused(
                ErrorCode.POLICY_INVALID,
                () -> PolicyReader.read("test", "stages:\n  production:\n    gates: []\n    approvals: {count: 1}\n"));
        assertEquals("the policy can't be used: 'approvals' is not supported by this server (line 4)", sentence);
    }

    @Test
    void deepAndLargePoliciesAreRefusedQuickly() {
        assertRefused(ErrorCode.POLICY_INVALID, () -> PolicyReader.read("test", "[".repeat(200_000)));
        assertRefused(ErrorCode.POLICY_INVALID, () -> PolicyReader.read("test", "a: ".repeat(50_000)));
        assertRefused(
                ErrorCode.POLICY_INVALID,
                () -> PolicyReader.read("test", "#" + " ".repeat(PolicyNodes.MAX_CHARACTERS)));
    }

    @ParameterizedTest
    @CsvSource({"1d, PT24H", "12h, PT12H", "90m, PT1H30M"})
    void agesAreWrittenInDaysHoursOrMinutes(String text, Duration age) {
        Policy policy = PolicyReader.read("test", "stages: {production: {gates: [validated: {maxAge: " + text + "}]}}");
        assertEquals(
                List.of(new Gate.Validated(Optional.empty(), Optional.of(age))),
                policy.stage(PRODUCTION).orElseThrow().gates());
    }

    @Test
    void aModelsOwnPolicyGoesBeforeItsNamespaces() {
        PromoteWorld promote = new PromoteWorld();
        promote.world.model("acme/minilm", "m", Map.of());
        assertEquals(
                "default",
                promote.policies.ofModel(PromoteWorld.MINILM).policy().source());

        promote.policies.putNamespace("acme", "stages: {live: {gates: []}}", OptionalLong.empty(), PromoteWorld.ANA);
        PolicyView inherited = promote.policies.ofModel(PromoteWorld.MINILM);
        assertEquals("namespace acme", inherited.policy().source());
        assertEquals(OptionalLong.empty(), inherited.sequence());
        assertTrue(promote.policies.protects(Kind.MODEL, PromoteWorld.MINILM, new AliasName("live")));
        assertTrue(!promote.policies.protects(Kind.DATASET, PromoteWorld.MINILM, new AliasName("live")));
        assertTrue(!promote.policies.protects(Kind.MODEL, PromoteWorld.MINILM, PRODUCTION));

        promote.policy("{gates: []}");
        assertEquals(
                "model acme/minilm",
                promote.policies.ofModel(PromoteWorld.MINILM).policy().source());
        assertEquals(
                "namespace acme", promote.policies.ofNamespace("acme").policy().source());
    }

    @Test
    void aPolicyThatMovedIsNotOverwritten() {
        PromoteWorld promote = new PromoteWorld();
        promote.world.model("acme/minilm", "m", Map.of());
        promote.policy("{gates: []}");
        assertRefused(ErrorCode.POLICY_MOVED, () -> promote.policy("{gates: []}"));
        assertRefused(
                ErrorCode.NAME_NOT_FOUND,
                () -> promote.policies.putModel(
                        ModelName.parse("acme/none"),
                        "stages: {}",
                        OptionalLong.empty(),
                        FlowWorld.caller("ana", "acme")));
    }
}
