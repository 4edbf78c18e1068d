package dev.stemma.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.cli.fake.Cli;
import dev.stemma.cli.fake.FakeRegistry;
import dev.stemma.cli.term.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What users see, kept in {@code src/test/resources/golden}: on a terminal of 80 columns, through a pipe, in ASCII, as JSON.
 * {@code -Dupdate=true} rewrites the files.
 */
final class GoldenOutputTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String MODEL = "/api/v1/models/acme/minilm";

    @TempDir
    Path folder;

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        registry.answer("GET " + MODEL + "/versions/v2", example("version.json"));
        registry.answer("GET " + MODEL + "/versions/@latest", example("version.json"));
        registry.answer("GET " + MODEL + "/versions?limit=50", example("versions.json"));
        registry.answer("GET " + MODEL + "/versions?limit=1000", example("versions.json"));
        registry.answer("GET " + MODEL + "/aliases?limit=100", example("aliases.json"));
        registry.answer("GET " + MODEL + "/aliases?limit=1000", example("aliases.json"));
        registry.answer("GET " + MODEL + "/aliases/candidate/history?limit=50", "{\"items\":[],\"next\":null}");
        registry.answer("GET " + MODEL + "/aliases/production/history?limit=50", example("alias-history.json"));
        registry.answer("GET " + MODEL + "/aliases/production/history?limit=100", example("alias-history.json"));
        registry.answer("GET /api/v1/models?sort=name&limit=1000", example("names.json"));
        registry.answer(
                "GET /api/v1/lineage?focus=model:acme/minilm:v2&up=all&down=all".replace("/minilm", "%2Fminilm"),
                example("lineage.json"));
        registry.answer("POST " + MODEL + "/promotions", example("promotion.json"));
        registry.answer("GET " + MODEL + "/aliases/production", example("alias.json"));
        registry.answer("POST " + MODEL + "/validations", example("validation.json"));
        registry.answer("GET " + MODEL + "/validations/val_01JDA7K2M3N4P5Q6R7S8T9V0W1", example("validation.json"));
        registry.answer("GET " + MODEL + "/storage?limit=1000", example("storage.json"));
        registry.answer("GET " + MODEL + "/versions/v2/storage", example("version-storage.json"));
        registry.answer("GET /api/v1/tokens?limit=1000", example("tokens.json"));
        registry.answer("GET /api/v1/whoami", example("whoami.json"));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static String example(String name) throws IOException {
        return Files.readString(Path.of("../docs/api/examples").resolve(name));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "show, show acme/minilm:v2",
        "show-latest, show acme/minilm",
        "show-files, show acme/minilm:v2 --files",
        "show-storage, show acme/minilm:v2 --storage",
        "du, du acme/minilm",
        "du-version, du acme/minilm:v2",
        "ls, ls",
        "ls-versions, ls acme/minilm",
        "log, log acme/minilm",
        "alias-ls, alias ls acme/minilm",
        "alias-history, alias history acme/minilm production",
        "lineage, lineage acme/minilm:v2",
        "promote, promote acme/minilm:v2 --to production",
        "validate, validate acme/minilm:v2",
        "token-ls, token ls",
        "not-found, show acme/minilm:v9",
        "help, help",
        "push-help, push --help",
    })
    void looksAsRecorded(String name, String words) throws IOException {
        String all = section("terminal", words, new Look(true, true, true, true, true, false, 80))
                + section("pipe", words, new Look(false, false, false, false, false, false, 80))
                + section("ascii", words + " --ascii", new Look(true, true, true, false, false, false, 80))
                + section("json", words + " --json", new Look(false, false, false, false, false, false, 80));
        Path file = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, all);
        }
        assertEquals(Files.readString(file), all);
    }

    private String section(String title, String words, Look look) {
        Cli cli = new Cli(folder, folder).on(registry).look(look);
        Cli.Result result = cli.run(words.split(" ", -1));
        String err = result.err().replaceAll("\r[^\r]*\u001b\\[K", "").replace(registry.url(), "http://registry");
        String out = result.out().replace(registry.url(), "http://registry");
        return "== " + title + ": stemma " + words + "\n-- exit " + result.exit() + "\n-- stdout\n" + out
                + "-- stderr\n" + err;
    }
}
