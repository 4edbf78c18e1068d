package dev.stemma.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.cli.fake.Cli;
import dev.stemma.cli.fake.FakeRegistry;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against the answers of the contract's examples. */
final class CommandsTest {
    private static final String MODEL = "/api/v1/models/acme/minilm";

    @TempDir
    Path folder;

    private FakeRegistry registry;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        cli = new Cli(folder, folder.resolve("home")).on(registry);
        registry.answer("GET " + MODEL + "/versions/v2", example("version.json"));
        registry.answer("GET " + MODEL + "/versions/@latest", example("version.json"));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static String example(String name) throws IOException {
        return Files.readString(Path.of("../docs/api/examples").resolve(name));
    }

    private static Json.Obj exampleObject(String name) throws IOException {
        return JsonReader.parseObject(example(name).getBytes(StandardCharsets.UTF_8));
    }

    private static Json.Obj json(Cli.Result result) {
        return JsonReader.parseObject(result.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileCalledLikeAnAliasChangesNothing() throws IOException {
        Files.writeString(folder.resolve("production"), "acme/other:v1");
        Files.writeString(folder.resolve("acme"), "x");
        registry.answer("GET /api/v1/models/acme/minilm/versions/@production", example("version.json"));
        Files.writeString(folder.resolve("stemma.yaml"), "model: acme/minilm\n");
        Cli.Result show = cli.run("show", "@production");
        assertEquals(0, show.exit(), show.err());
        assertTrue(show.err().startsWith("acme/minilm@production"), show.err());
    }

    @Test
    void globalOptionsStandBeforeOrBehindTheCommand() {
        assertEquals(
                "stemma.show/v1",
                json(cli.run("--json", "show", "acme/minilm:v2")).text("schema"));
        assertEquals(
                "stemma.show/v1",
                json(cli.run("show", "--json", "acme/minilm:v2")).text("schema"));
        assertEquals(
                "stemma.show/v1",
                json(cli.run("show", "acme/minilm:v2", "--json")).text("schema"));
        assertEquals(
                8,
                cli.run("alias", "ls", "acme/m", "--server", "http://127.0.0.1:1")
                        .exit());
        assertEquals(
                8,
                cli.run("--server=http://127.0.0.1:1", "alias", "ls", "acme/m").exit());
    }

    @Test
    void promoteAsksForTheHolderItSawAndARefusalIsSix() throws IOException {
        registry.answer("GET " + MODEL + "/aliases/production", example("alias.json"));
        registry.answer("POST " + MODEL + "/promotions", example("promotion.json"));
        Cli.Result refused = cli.run("promote", "acme/minilm:v2", "--to", "production", "-m", "smaller and faster");
        assertEquals(6, refused.exit(), refused.err());
        assertTrue(refused.out().contains("gate  validated"), refused.out());
        assertTrue(refused.out().contains("15 of 16 cases passed"), refused.out());
        Json.Obj sent = registry.bodies.get("POST " + MODEL + "/promotions");
        assertEquals(exampleObject("promotion-request.json").with("expect", "v2"), sent);

        Cli.Result json = cli.run("promote", "acme/minilm:v2", "--to", "@production", "--expect", "none", "--json");
        assertEquals(6, json.exit());
        assertEquals("stemma.promotion/v1", json(json).text("schema"));
        assertEquals(
                exampleObject("promotion-request.json").with("reason", null).with("expect", "none"),
                registry.bodies.get("POST " + MODEL + "/promotions"));
    }

    @Test
    void anAppliedPromotionIsZeroAndNamesTheWayBack() throws IOException {
        registry.answer(
                "POST " + MODEL + "/promotions", example("promotion.json").replace("\"refused\"", "\"applied\""));
        Cli.Result applied = cli.run("promote", "acme/minilm:v2", "--to", "production");
        assertEquals(0, applied.exit(), applied.err());
        assertTrue(applied.err().contains("stemma rollback acme/minilm --stage production"), applied.err());
    }

    @Test
    void rollbackSendsWhatTheContractSays() throws IOException {
        registry.answer("GET " + MODEL + "/aliases/production", example("alias.json"));
        registry.answer(
                "POST " + MODEL + "/stages/production/rollback",
                example("promotion.json").replace("\"refused\"", "\"applied\""));
        Cli.Result back = cli.run("rollback", "acme/minilm", "--stage", "production", "-m", "latency regressed");
        assertEquals(0, back.exit(), back.err());
        assertEquals(
                exampleObject("rollback-request.json"),
                registry.bodies.get("POST " + MODEL + "/stages/production/rollback"));
    }

    @Test
    void validateWaitsAndAFailedReportIsSix() throws IOException {
        String id = "val_01JDA7K2M3N4P5Q6R7S8T9V0W1";
        registry.answer(
                "POST " + MODEL + "/validations", example("validation.json").replace("\"done\"", "\"queued\""));
        registry.answer("GET " + MODEL + "/validations/" + id, example("validation.json"));
        AtomicInteger looks = new AtomicInteger();
        registry.fault(exchange -> {
            boolean look = exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().endsWith(id);
            if (look && looks.getAndIncrement() < 2) {
                FakeRegistry.answer(
                        exchange,
                        200,
                        example("validation.json")
                                .replace("\"state\": \"done\"", "\"state\": \"running\"")
                                .getBytes(StandardCharsets.UTF_8));
                return true;
            }
            return false;
        });
        Cli.Result failed = cli.run("validate", "acme/minilm:v2", "--suite", "acme/minilm-golden");
        assertEquals(6, failed.exit(), failed.err());
        assertEquals(2, cli.pauses.size());
        assertEquals(exampleObject("validation-request.json"), registry.bodies.get("POST " + MODEL + "/validations"));
        assertTrue(
                failed.out()
                        .contains(
                                "case-07  last_hidden_state  cosine  cosine 0.9713 is below 0.98; min: 0.9713 would pass"),
                failed.out());
        assertEquals(
                "failed", json(cli.run("validate", "acme/minilm:v2", "--json")).text("verdict"));
        assertEquals(
                id + "\n", cli.run("validate", "acme/minilm:v2", "--no-wait").out());
    }

    @Test
    void recordPushesTheInputsAndPrintsTheNewSuite() throws IOException {
        Files.createDirectories(folder.resolve("inputs/case-00"));
        Files.writeString(folder.resolve("inputs/case-00/inputs.json"), "{}");
        registry.answer(
                "POST /api/v1/suites/acme/minilm-golden/recordings",
                example("recording.json").replace("\"done\"", "\"queued\""));
        registry.answer(
                "GET /api/v1/suites/acme/minilm-golden/recordings/rec_01JDA7K2M3N4P5Q6R7S8T9V0W1",
                example("recording.json"));
        registry.answer("GET " + MODEL + "/versions/v1", example("version.json").replace("\"v2\"", "\"v1\""));
        Cli.Result recorded = cli.run("suite", "record", "acme/minilm:v1", "acme/minilm-golden", "-i", "inputs");
        assertEquals(0, recorded.exit(), recorded.err());
        assertEquals("suite:acme/minilm-golden:v2\n", recorded.out());
        assertEquals(
                exampleObject("recording-request.json"),
                registry.bodies.get("POST /api/v1/suites/acme/minilm-golden/recordings"));
        assertEquals(1, registry.versions("acme/minilm-golden").size());
    }

    @Test
    void aliasMovesByCompareAndSwap() throws IOException {
        String path = MODEL + "/aliases/candidate";
        AtomicInteger created = new AtomicInteger();
        registry.fault(exchange -> {
            if (exchange.getRequestURI().getPath().equals(path)
                    && exchange.getRequestMethod().equals("PUT")) {
                String match = exchange.getRequestHeaders().getFirst("If-Match");
                String none = exchange.getRequestHeaders().getFirst("If-None-Match");
                if ("\"7\"".equals(match)) {
                    FakeRegistry.problem(exchange, 412, "ALIAS_MOVED", "it holds v3 now");
                } else if ("*".equals(none)) {
                    created.incrementAndGet();
                    FakeRegistry.answer(exchange, 201, example("alias.json").getBytes(StandardCharsets.UTF_8));
                }
                return true;
            }
            return false;
        });
        Cli.Result set = cli.run("alias", "set", "acme/minilm", "candidate", ":v2");
        assertEquals(0, set.exit(), set.err());
        assertEquals(1, created.get());

        registry.fault(exchange -> {
            if (exchange.getRequestURI().getPath().equals(path)
                    && exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("ETag", "\"7\"");
                FakeRegistry.answer(exchange, 200, example("alias.json").getBytes(StandardCharsets.UTF_8));
                return true;
            }
            return false;
        });
        assertEquals(
                5, cli.run("alias", "set", "acme/minilm", "candidate", "v2").exit());
    }

    @Test
    void policiesTravelAsTheyAreWithTheEtagThatWasSeen() throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), example("policy.yaml"));
        AtomicInteger put = new AtomicInteger();
        registry.fault(exchange -> {
            if (!exchange.getRequestURI().getPath().equals("/api/v1/namespaces/acme/policy")) {
                return false;
            }
            exchange.getResponseHeaders().set("ETag", "\"p1\"");
            if (exchange.getRequestMethod().equals("PUT")) {
                byte[] sent = exchange.getRequestBody().readAllBytes();
                assertEquals(example("policy.yaml"), new String(sent, StandardCharsets.UTF_8));
                put.addAndGet("\"p1\"".equals(exchange.getRequestHeaders().getFirst("If-Match")) ? 1 : 0);
            }
            FakeRegistry.answer(exchange, 200, example("policy.yaml").getBytes(StandardCharsets.UTF_8));
            return true;
        });
        assertEquals(0, cli.run("policy", "set", "acme", "policy.yaml").exit());
        assertEquals(1, put.get());
        assertEquals(example("policy.yaml"), cli.run("policy", "get", "acme").out());
        assertEquals(
                0,
                cli.stdin(example("policy.yaml"))
                        .run("policy", "set", "acme", "-")
                        .exit());
        assertEquals(2, put.get());
    }

    @Test
    void loginKeepsTheTokenAndLogoutForgetsIt() throws IOException {
        registry.answer("GET /api/v1/whoami", example("whoami.json"));
        Cli fresh = new Cli(folder, folder.resolve("home"));
        Cli.Result login =
                fresh.stdin(FakeRegistry.TOKEN + "\n").run("login", registry.url(), "--token-stdin", "--name", "local");
        assertEquals(0, login.exit(), login.err());
        assertFalse((login.out() + login.err()).contains(FakeRegistry.TOKEN));
        assertEquals(0, fresh.run("show", "acme/minilm:v2").exit());
        assertTrue(
                fresh.run("whoami").out().startsWith("admin @ " + registry.url() + " (admin of *; token 'bootstrap')"));
        assertEquals(4, fresh.run("whoami", "--profile", "other").exit());
        assertEquals(0, fresh.run("logout").exit());
        assertEquals(2, fresh.run("show", "acme/minilm:v2").exit());
    }

    @Test
    void loginWithAWrongTokenKeepsNothing() {
        Cli fresh = new Cli(folder, folder.resolve("home")).stdin("stm_pat_WRONG");
        Cli.Result login = fresh.run("login", registry.url(), "--token-stdin");
        assertEquals(4, login.exit());
        assertFalse(Files.exists(folder.resolve("home/.config/stemma/credentials.json")));
        assertEquals(2, fresh.run("login", registry.url(), "--no-input").exit());
    }

    @Test
    void aTokenOfOneServerIsNotSentToAnother() throws IOException {
        try (FakeRegistry other = new FakeRegistry()) {
            registry.answer("GET /api/v1/whoami", example("whoami.json"));
            Cli fresh = new Cli(folder, folder.resolve("home")).stdin(FakeRegistry.TOKEN);
            fresh.run("login", registry.url(), "--token-stdin");
            assertEquals(
                    4,
                    fresh.run("show", "acme/minilm:v2", "--server", other.url()).exit());
            assertEquals(
                    4, fresh.run("show", other.url() + "/models/acme/minilm/v2").exit());
            assertEquals(
                    0,
                    fresh.run("show", registry.url() + "/models/acme/minilm/v2").exit());
        }
    }

    @Test
    void tokensAreCreatedWithTheContractsRequestAndShownOnce() throws IOException {
        registry.answer("POST /api/v1/tokens", example("token.json"));
        registry.answer("GET /api/v1/tokens?limit=1000", example("tokens.json"));
        Cli.Result created =
                cli.run("token", "create", "build robot", "--user", "ci", "--role", "acme=writer", "--expires", "90d");
        assertEquals(0, created.exit(), created.err());
        assertEquals("stm_pat_EXAMPLEEXAMPLEEXAMPLEEXAMPLE000000\n", created.out());
        assertEquals(exampleObject("token-request.json"), registry.bodies.get("POST /api/v1/tokens"));
        assertTrue(cli.run("token", "ls").out().contains("writer of acme"));
    }

    @Test
    void yankAndLabelSendTheContractsRequests() throws IOException {
        registry.answer("POST " + MODEL + "/versions/v2/yank", example("version.json"));
        registry.answer("POST " + MODEL + "/versions/v2/labels", example("version.json"));
        assertEquals(2, cli.run("yank", "acme/minilm:v2").exit());
        assertEquals(
                0,
                cli.run("yank", "acme/minilm:v2", "--reason", "label leak in acme/reviews:v9")
                        .exit());
        assertEquals(exampleObject("yank-request.json"), registry.bodies.get("POST " + MODEL + "/versions/v2/yank"));
        assertEquals(0, cli.run("label", "add", "acme/minilm:v2", "2.1.0").exit());
        assertEquals(exampleObject("label-request.json"), registry.bodies.get("POST " + MODEL + "/versions/v2/labels"));
        assertEquals(2, cli.run("label", "add", "acme/minilm:v2", "v7").exit());
    }

    @Test
    void listsSayWhichVersionsWereRemoved() throws IOException {
        String versions = example("versions.json")
                .replaceFirst(
                        "\"yanked\": *null",
                        "\"yanked\": null, \"removed\": {\"by\": \"ana\", \"at\": \"2026-11-23T07:25:52Z\", \"reason\": \"leak\"}");
        registry.answer("GET " + MODEL + "/versions?limit=50", versions);
        registry.answer("GET " + MODEL + "/versions?limit=1000", versions);
        String listed = cli.run("ls", "acme/minilm").out();
        assertTrue(listed.contains("v2 (removed)"), listed);
        assertFalse(listed.contains("v1 (removed)"), listed);
    }

    @Test
    void removalCollectionAndChecksSendTheContractsRequests() throws IOException {
        registry.answer("DELETE " + MODEL + "/versions/v2?reason=label%20leak", example("version.json"));
        registry.answer("POST " + MODEL + "/versions/v2/restore", example("version.json"));
        registry.answer("GET /api/v1/admin/gc", example("collection-plan.json"));
        registry.answer("POST /api/v1/admin/gc", example("collected.json"));
        registry.answer("POST /api/v1/admin/fsck?deep=true", example("fsck.json"));
        registry.answer("POST /api/v1/admin/reindex", example("reindex.json"));
        assertEquals(
                0, cli.run("rm", "acme/minilm:v2", "--reason", "label leak").exit());
        assertEquals(0, cli.run("restore", "acme/minilm:v2").exit());
        String plan = cli.run("gc", "--dry-run").out();
        assertTrue(plan.contains("acme/minilm:v3"), plan);
        assertEquals(0, cli.run("gc").exit());
        var check = cli.run("fsck", "--deep");
        assertEquals(7, check.exit());
        assertTrue(check.out().contains("acme/minilm:v3/model.onnx"), check.out());
        assertEquals(0, cli.run("reindex").exit());
    }

    @Test
    void initWritesAProjectThatTheOtherCommandsRead() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
        assertEquals(0, cli.run("init", "--model", "acme/minilm").exit());
        assertEquals(5, cli.run("init").exit());
        assertEquals(".stemma/\n", Files.readString(folder.resolve(".gitignore")));
        assertEquals(0, cli.run("show", ":v2").exit());
        assertEquals("acme/minilm\n", cli.run("config", "get", "model").out());
    }

    @Test
    void configSetKeepsCommentsAndOtherKeys() throws IOException {
        Path file = folder.resolve("home/.config/stemma/config.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# mine\njobs: 2\ntimeout: 9s\n");
        assertEquals(0, cli.run("config", "set", "jobs", "7").exit());
        assertEquals("# mine\njobs: \"7\"\ntimeout: 9s\n", Files.readString(file));
        assertEquals("7\n", cli.run("config", "get", "jobs").out());
        assertEquals(2, cli.run("config", "get", "jbos").exit());
    }

    @Test
    void completionIsAScriptThatBashAccepts() throws Exception {
        Cli.Result script = cli.run("completion", "bash");
        assertEquals(0, script.exit());
        Path file = Files.writeString(folder.resolve("c.sh"), script.out());
        Process bash = new ProcessBuilder("bash", "-n", file.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals("", new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, bash.waitFor());
        assertTrue(script.out().contains("promote"));
        assertEquals(2, cli.run("completion", "fish").exit());
    }

    @Test
    void mistakesAreUsageWithASuggestion() {
        for (List<String> words : List.of(
                List.of("psuh"),
                List.of("show"),
                List.of("show", "--fiels", "x/y"),
                List.of("alias"),
                List.of("alias", "st"),
                List.of("promote", "acme/m:v1"),
                List.of("show", "Not A Ref"),
                List.of("push", "--jobs", "x"),
                List.of("ls", "--kind", "x"),
                List.of("push"),
                List.of("lineage", "acme/minilm:v2", "--up=x"),
                List.of("--no-such"),
                List.of("--timeout=x", "show", "a/b"))) {
            Cli.Result result = cli.run(words.toArray(String[]::new));
            assertEquals(2, result.exit(), words + result.err());
            assertTrue(result.err().startsWith("error: "), words + result.err());
            assertEquals("", result.out());
        }
        assertTrue(cli.run("psuh").err().contains("did you mean: stemma push"));
        assertTrue(cli.run("show", "--fiels", "x/y").err().contains("--files"));
    }

    @Test
    void anErrorWithJsonIsOneObjectOnStderr() {
        Cli.Result result = cli.run("show", "--json", "acme/none:v1");
        assertEquals(3, result.exit());
        assertEquals("", result.out());
        Json.Obj error = JsonReader.parseObject(result.err().getBytes(StandardCharsets.UTF_8));
        assertEquals("stemma.error/v1", error.text("schema"));
        assertEquals("VERSION_NOT_FOUND", error.text("code"));
        assertEquals("01JDA7K2M3N4P5Q6R7S8T9V0W1", error.text("requestId"));
        assertEquals(3, error.integer("exit"));
    }
}
