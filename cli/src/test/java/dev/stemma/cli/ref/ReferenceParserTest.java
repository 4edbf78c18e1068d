package dev.stemma.cli.ref;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceParserTest {
    private final ReferenceParser alone = new ReferenceParser(null);
    private final ReferenceParser inProject = new ReferenceParser(new Name("acme", "home"));

    @ParameterizedTest
    @CsvSource({
        "acme/sentiment, acme/sentiment, @latest",
        "acme/sentiment:v3, acme/sentiment:v3, v3",
        "acme/sentiment:2.1.0, acme/sentiment:2.1.0, 2.1.0",
        "acme/sentiment:V3, acme/sentiment:V3, V3",
        "acme/sentiment@production, acme/sentiment@production, @production",
        "acme/sentiment@production~1, acme/sentiment@production~1, @production~1",
        "acme/sentiment@sha256:4be1f0c2d9aa, acme/sentiment@sha256:4be1f0c2d9aa, sha256:4be1f0c2d9aa",
        "dataset:acme/reviews:v12, dataset:acme/reviews:v12, v12",
        "suite:acme/golden@latest, suite:acme/golden@latest, @latest",
        "model:acme/m, acme/m, @latest",
        "a.b-c_d/x.y:v1/sub/model.onnx, a.b-c_d/x.y:v1/sub/model.onnx, v1",
        "https://stemma.example.org/models/acme/m/v3, acme/m:v3, v3",
        "https://stemma.example.org/acme/m/@production, acme/m@production, @production",
        "http://127.0.0.1:8080/datasets/acme/d, dataset:acme/d, @latest",
    })
    void readsWhatUsersType(String typed, String shown, String wire) {
        Reference reference = alone.parse(typed, Kind.MODEL);
        assertEquals(shown, reference.toString());
        assertEquals(wire, reference.effective().wire());
    }

    @ParameterizedTest
    @CsvSource({":v9, acme/home:v9", "v9, acme/home:v9", "@production, acme/home@production", ":2.0, acme/home:2.0"})
    void addsTheProjectsModelToASelectorAlone(String typed, String shown) {
        assertEquals(shown, inProject.parse(typed, Kind.MODEL).toString());
        CliException refused = assertThrows(CliException.class, () -> alone.parse(typed, Kind.MODEL));
        assertEquals(Exit.USAGE, refused.exit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme",
                "Acme/m",
                "acme/m/x",
                "acme/",
                "/m",
                "acme/m:",
                "acme/m:v0",
                "acme/m:v01",
                "acme/m@",
                "acme/m@prod~0",
                "acme/m@prod~1001",
                "acme/m@prod~1~2",
                "acme/m@sha256:abc",
                "acme/m@sha256:ABCDEF123456",
                "acme/m:1..2",
                "acme/m:v1/",
                "a..b/m",
                "-a/m",
                "acme/m@Prod",
                "acme/m: v1",
                "https://user:pw@host/acme/m",
                "https://host/acme",
                "../x",
                "",
            })
    void refusesEverythingElseAsUsage(String typed) {
        CliException refused = assertThrows(CliException.class, () -> alone.parse(typed, Kind.MODEL));
        assertEquals(Exit.USAGE, refused.exit());
    }

    @Test
    void suggestsLowerCase() {
        CliException refused = assertThrows(CliException.class, () -> alone.parse("Acme/Model", Kind.MODEL));
        assertEquals("did you mean 'acme/model'?", refused.hint());
    }

    @Test
    void readsRangesWhoseEndIsASelectorAlone() {
        ReferenceParser.Range range =
                alone.parseRange("acme/m:v3..v7", Kind.MODEL).orElseThrow();
        assertEquals("acme/m:v3", range.from().toString());
        assertEquals("acme/m:v7", range.to().toString());
        assertEquals(
                "acme/home@b",
                inProject.parseRange("@a..@b", Kind.MODEL).orElseThrow().to().toString());
        assertTrue(alone.parseRange("acme/m", Kind.MODEL).isEmpty());
    }

    @Test
    void whatItPrintsItReadsBackTheSame() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Reference made = random(random);
            Reference read = alone.parse(made.toString(), made.kind());
            assertEquals(made, read, () -> "seed " + seed + ": " + made);
        }
    }

    @Test
    void randomTextIsReadOrRefusedNeverAnythingElse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "av19/:@~.-_s\u00e4\u0000 ";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(24); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                alone.parse(text.toString(), Kind.MODEL);
            } catch (CliException refused) {
                assertEquals(Exit.USAGE, refused.exit(), () -> "seed " + seed);
            }
        }
    }

    private static Reference random(Random random) {
        Selector selector = switch (random.nextInt(5)) {
            case 0 -> new Selector.Version(1 + random.nextInt(1000));
            case 1 -> new Selector.Label(random.nextInt(9) + "." + random.nextInt(100) + "+b");
            case 2 -> new Selector.Alias(part(random), random.nextInt(1001));
            case 3 -> new Selector.Content("0123456789abcdef".repeat(4).substring(0, 12 + random.nextInt(53)));
            default -> null;
        };
        String path = selector != null && random.nextBoolean() ? "dir/" + part(random) + ":x@y" : null;
        Kind kind = java.util.List.of(Kind.MODEL, Kind.DATASET, Kind.SUITE).get(random.nextInt(3));
        return new Reference(kind, new Name(part(random), part(random)), selector, path, null);
    }

    private static String part(Random random) {
        String[] joints = {".", "_", "-", ""};
        return "m" + random.nextInt(100) + joints[random.nextInt(4)] + "z";
    }
}
