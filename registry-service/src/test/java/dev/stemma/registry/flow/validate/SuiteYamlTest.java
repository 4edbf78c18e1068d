package dev.stemma.registry.flow.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stemma.registry.model.validation.AllClose;
import dev.stemma.registry.model.validation.Cosine;
import dev.stemma.registry.model.validation.Ignore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What suite.yaml may say. */
final class SuiteYamlTest {
    private static SuiteConfig read(String yaml) throws Unusable {
        return SuiteYaml.read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyKeyIsOptional() throws Unusable {
        assertEquals(SuiteConfig.DEFAULT, read(""));
        assertEquals(
                List.of(AllClose.DEFAULT), read("schema: stemma.suite/v1\n").comparators("y"));
    }

    @Test
    void rulesNameOutputsByPatternAndTheFirstMatchWins() throws Unusable {
        SuiteConfig config = read("""
                defaults: { atol: 1e-4, rtol: 0 }
                outputs:
                  logits: { compare: [ { allclose: { rtol: 1e-2, maxViolations: 0.001 } }, { cosine: { min: 0.99 } } ] }
                  "debug_*": { compare: ignore }
                  "*": { compare: [ allclose ] }
                run: { timeoutS: 90, repeat: 2 }
                """);
        assertEquals(List.of(new AllClose(1e-4, 1e-2, 0.001), new Cosine(0.99)), config.comparators("logits"));
        assertEquals(List.of(new Ignore()), config.comparators("debug_1"));
        assertEquals(List.of(new AllClose(1e-4, 0, 0)), config.comparators("other"));
        assertEquals(Optional.of(Duration.ofSeconds(90)), config.timeout());
        assertEquals(2, config.repeat());
    }

    @Test
    void defaultsMayNameOtherComparators() throws Unusable {
        assertEquals(
                List.of(new Cosine(0.9)),
                read("defaults: { compare: [ { cosine: { min: 0.9 } } ] }").comparators("y"));
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        for (String yaml : List.of(
                "budgets: {}",
                "schema: stemma.suite/v2",
                "outputs: { y: { compare: [ { allclose: { atoll: 1 } } ] } }",
                "outputs: { y: { compare: [ { argmax: {} } ] } }",
                "outputs: { y: { compare: [ { cosine: {} } ] } }",
                "outputs: { y: { compare: [ { cosine: { min: 2 } } ] } }",
                "outputs: { y: { compare: [] } }",
                "outputs: { y: {} }",
                "outputs: [ y ]",
                "defaults: { atol: -1 }",
                "defaults: { atol: much }",
                "run: { repeat: 1000 }",
                "- a list",
                "a: b: c",
                "run: {}\nrun: {}",
                "!!javax.script.ScriptEngineManager []",
                "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: " + "[*c]".repeat(1) + "\ne: [" + "*c,".repeat(60)
                        + "*c]")) {
            assertEquals(
                    "SUITE_INVALID",
                    assertThrows(Unusable.class, () -> read(yaml), yaml)
                            .error()
                            .code()
                            .name());
        }
    }
}
