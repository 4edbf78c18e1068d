package dev.stemma.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.stemma.blob.Digest;
import dev.stemma.cli.fake.Cli;
import dev.stemma.cli.fake.FakeRegistry;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server says: nothing outside the target, no link followed, nothing wrong installed, no raw control character shown. */
final class HostileServerTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private FakeRegistry registry;
    private Cli cli;
    private Path work;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        work = Files.createDirectory(folder.resolve("work"));
        cli = new Cli(work, folder.resolve("home")).on(registry);
        Files.writeString(work.resolve("good.txt"), "content");
        cli.run("push", "good.txt", "acme/m", "--code", "none");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    /** Serves a version of these paths, each with the same content. */
    private void serve(String... paths) {
        List<Json> files = new ArrayList<>();
        for (String path : paths) {
            files.add(Json.object()
                    .with("path", path)
                    .with("sizeBytes", CONTENT.length)
                    .with("sha256", Digest.of(CONTENT).toString())
                    .with("mediaType", "text/plain"));
        }
        serve(Json.document("manifest").with("kind", "model").with("files", new Json.Arr(files)));
    }

    private void serve(Json.Obj manifest) {
        String text = JsonWriter.compact(manifest);
        Json.Obj version = Json.object()
                .with("version", "v1")
                .with("ref", "evil/m:v1")
                .with("digest", Digest.of(text.getBytes(StandardCharsets.UTF_8)).toString());
        registry.answer("GET /api/v1/models/evil/m/versions/@latest", JsonWriter.compact(version));
        registry.answer("GET /api/v1/models/evil/m/versions/v1/manifest", text);
        registry.fault(exchange -> {
            if (exchange.getRequestURI().getPath().startsWith("/api/v1/models/evil/m/versions/v1/files/")) {
                FakeRegistry.answer(exchange, 200, CONTENT);
                return true;
            }
            return false;
        });
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString() + (Files.isSymbolicLink(path) ? " -> link" : ""))
                    .filter(path -> !path.startsWith("home"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../.ssh/authorized_keys",
                "/etc/cron.d/x",
                "a/../../b",
                "..",
                ".",
                "",
                "a//b",
                "a/./b",
                "a/",
                "/",
                "C:\\x",
                "C:x",
                "\\\\srv\\x",
                "a\\..\\b",
                "nul\u0000byte",
                "new\nline",
                "\u001b]0;pwn\u0007",
                "\u001b[2J",
                "c1\u009b31m",
                "del\u007f",
                ".git/hooks/post-checkout",
                "sub/.git/config",
                ".GIT/config",
                ".git./config",
                "git~1/config",
                ".stemma/origin",
                ".stemma-tmp-x/y",
                "nfd-e\u0301",
            })
    void noPathLeadsOutOrIntoPlacesThatActByThemselves(String path) throws IOException {
        serve(path);
        List<String> before = tree();
        Cli.Result pull = cli.run("pull", "evil/m", "-o", ".");
        assertNotEquals(0, pull.exit(), pull.out());
        assertEquals(before, tree());
        assertNoControls(pull);
    }

    @Test
    void pathsThatCollideOnSomeFileSystemAreRefused() throws IOException {
        for (String[] pair :
                new String[][] {{"a", "A"}, {"stra\u00dfe", "STRASSE"}, {"a", "a/b"}, {"A/b", "a"}, {"x", "x"}}) {
            serve(pair);
            List<String> before = tree();
            assertEquals(2, cli.run("pull", "evil/m", "-o", ".").exit(), String.join(" ", pair));
            assertEquals(before, tree());
            registry.heal();
        }
    }

    @Test
    void tooManyFilesAndTooLongPathsAreRefused() throws IOException {
        serve("x/".repeat(300) + "y");
        assertEquals(2, cli.run("pull", "evil/m").exit());
        registry.heal();
        String[] many = new String[100_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = "f" + i;
        }
        serve(many);
        Cli.Result pull = cli.run("pull", "evil/m");
        assertEquals(2, pull.exit(), pull.err());
    }

    @Test
    void aLinkInsideTheTargetIsNeverFollowed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path target = Files.createDirectory(work.resolve("out"));
        Files.createSymbolicLink(target.resolve("sub"), outside);
        Files.createSymbolicLink(target.resolve("file"), outside.resolve("stolen"));
        for (String path : new String[] {"sub/x", "file"}) {
            serve(path);
            for (String[] force : new String[][] {{}, {"--force"}}) {
                List<String> words = new ArrayList<>(List.of("pull", "evil/m", "-o", "out"));
                words.addAll(List.of(force));
                assertEquals(5, cli.run(words.toArray(String[]::new)).exit(), path);
            }
            registry.heal();
        }
        try (Stream<Path> inside = Files.list(outside)) {
            assertEquals(List.of(), inside.toList());
        }
        assertTrue(Files.isSymbolicLink(target.resolve("sub")));
    }

    @Test
    void aLinkInPlaceOfTheFolderForPartsIsNotFollowed() throws IOException {
        serve("x");
        cli.run("pull", "evil/m", "-o", "out");
        Path origin = work.resolve("out/.stemma/origin");
        String digest = Files.readString(origin).replaceFirst("(?s).*\"digest\":\"sha256:([0-9a-f]{16}).*", "$1");
        Files.delete(work.resolve("out/x"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(work.resolve("out/.stemma-tmp-" + digest), outside);
        assertEquals(5, cli.run("pull", "evil/m", "-o", "out").exit());
        try (Stream<Path> inside = Files.list(outside)) {
            assertEquals(List.of(), inside.toList());
        }
    }

    private Cli.Result pullWith(FakeRegistry.Handler fault) {
        registry.fault(exchange -> exchange.getRequestURI().getPath().contains("/files/") && fault.handle(exchange));
        return cli.run("pull", "acme/m:v1", "-o", "out");
    }

    private void assertNothingInstalled() throws IOException {
        assertFalse(Files.exists(work.resolve("out/good.txt"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void otherBytesOfTheRightLengthAreAnIntegrityFailureAndLeaveNothing() throws IOException {
        Cli.Result pull = pullWith(exchange -> body(exchange, "Content"));
        assertEquals(7, pull.exit(), pull.err());
        assertNothingInstalled();
        assertFalse(tree().stream().anyMatch(path -> path.endsWith(".part")), tree()::toString);
    }

    @Test
    void aLongerBodyIsAnIntegrityFailure() throws IOException {
        Cli.Result pull = pullWith(exchange -> body(exchange, "content and more"));
        assertEquals(7, pull.exit(), pull.err());
        assertNothingInstalled();
    }

    @Test
    void anEndlessBodyIsCutAtTheDeclaredSize() throws IOException {
        Cli.Result pull = pullWith(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] zeros = new byte[8192];
            try {
                while (true) {
                    exchange.getResponseBody().write(zeros);
                }
            } catch (IOException clientLeft) {
                return true;
            }
        });
        assertEquals(7, pull.exit(), pull.err());
        assertNothingInstalled();
    }

    @Test
    void aShorterBodyIsRetriedAndThenUnavailable() throws IOException {
        Cli.Result pull = pullWith(exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range != null) {
                exchange.getResponseHeaders().set("Content-Range", "bytes 3-6/7");
                exchange.sendResponseHeaders(206, -1);
                return true;
            }
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("con".getBytes(StandardCharsets.UTF_8));
            return true;
        });
        assertEquals(8, pull.exit(), pull.err());
        assertNothingInstalled();
    }

    @Test
    void anotherRangeThanAskedForIsRefused() throws IOException {
        Cli.Result pull = pullWith(exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 1-6/7");
            exchange.sendResponseHeaders(206, 6);
            exchange.getResponseBody().write("ontent".getBytes(StandardCharsets.UTF_8));
            return true;
        });
        assertEquals(7, pull.exit(), pull.err());
        assertNothingInstalled();
    }

    @Test
    void aManifestOfAnotherDigestIsRefused() throws IOException {
        serve("x");
        registry.answer("GET /api/v1/models/evil/m/versions/v1/manifest", "{\"kind\":\"model\",\"files\":[]}");
        assertEquals(7, cli.run("pull", "evil/m").exit());
    }

    @Test
    void aVersionThatIsNotTheDigestAskedForIsRefused() throws IOException {
        serve("x");
        String version = "{\"version\":\"v1\",\"ref\":\"evil/m:v1\",\"digest\":\"" + Digest.of(CONTENT) + "\"}";
        registry.answer("GET /api/v1/models/evil/m/versions/sha256:aaaaaaaaaaaa", version);
        assertEquals(7, cli.run("pull", "evil/m@sha256:aaaaaaaaaaaa").exit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:../x", "md5:00", "sha256:ABCDEF", ""})
    void aDigestThatIsNoneIsNeverUsedAsAPath(String digest) throws IOException {
        serve(Json.document("manifest")
                .with("kind", "model")
                .with(
                        "files",
                        List.of(Json.object()
                                .with("path", "x")
                                .with("sizeBytes", 7)
                                .with("sha256", digest))));
        List<String> before = tree();
        assertEquals(7, cli.run("pull", "evil/m", "-o", ".").exit());
        assertEquals(before, tree());
    }

    @Test
    void theTokenDoesNotFollowARedirectToAnotherOrigin() throws IOException {
        try (FakeRegistry other = new FakeRegistry()) {
            registry.fault(exchange -> {
                exchange.getResponseHeaders().set("Location", other.url() + exchange.getRequestURI());
                exchange.sendResponseHeaders(302, -1);
                return true;
            });
            assertEquals(1, cli.run("show", "acme/m").exit());
            Cli.Result push = cli.run("push", "good.txt", "acme/m");
            assertEquals(1, push.exit());
            assertTrue(push.err().contains("elsewhere"), push.err());
            assertEquals(List.of(), other.requests);
            registry.heal();
            assertEquals(
                    1,
                    pullWith(exchange -> {
                                exchange.getResponseHeaders().set("Location", other.url() + "/x");
                                exchange.sendResponseHeaders(307, -1);
                                return true;
                            })
                            .exit());
            assertEquals(List.of(), other.requests);
        }
    }

    @Test
    void errorTextsLoseTheirControlCharactersAndTheirLength() {
        registry.fault(exchange -> {
            FakeRegistry.problem(
                    exchange,
                    404,
                    "VERSION_NOT_FOUND",
                    "\u001b[2J\u001b]0;pwn\u0007 \u009b31m \u202Eevil " + "x".repeat(900_000));
            return true;
        });
        Cli.Result show = cli.run("show", "acme/m:v1");
        assertEquals(3, show.exit());
        assertNoControls(show);
        assertTrue(show.err().length() < 4000);
        Cli.Result json = cli.run("--json", "show", "acme/m:v1");
        assertNoControls(json);
        assertEquals("", json.out());
    }

    @Test
    void answersThatAreNoJsonOrTooDeepEndInOneError() {
        for (String body : new String[] {"<html>", "{", "[1]", "{\"a\":1}{", "[".repeat(100_000), "{\"version\":7}"}) {
            registry.answer("GET /api/v1/models/acme/m/versions/v9", body);
            Cli.Result show = cli.run("show", "acme/m:v9");
            assertEquals(1, show.exit(), show.err());
            assertTrue(show.err().startsWith("error: the server's answer makes no sense"), show.err());
        }
    }

    private static boolean body(HttpExchange exchange, String text) throws IOException {
        FakeRegistry.answer(exchange, 200, text.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private static void assertNoControls(Cli.Result result) {
        String all = (result.out() + result.err()).replace("\n", "");
        assertTrue(all.chars().noneMatch(Character::isISOControl), all);
        assertFalse(all.contains("\u202E"), all);
    }

    @Test
    void aTokenOfTheEnvironmentDoesNotGoToAServerThatOnlyTheProjectNames() throws IOException {
        Files.writeString(work.resolve("stemma.yaml"), "server: " + registry.url() + "\n");
        int before = registry.requests.size();
        Cli visitor = new Cli(work, folder.resolve("visitor")).variable("STEMMA_TOKEN", FakeRegistry.TOKEN);
        Cli.Result refused = visitor.run("ls");
        assertEquals(2, refused.exit(), refused.toString());
        assertTrue(refused.err().contains("STEMMA_SERVER"), refused.err());
        assertEquals(before, registry.requests.size());
        assertEquals(
                0,
                visitor.variable("STEMMA_SERVER", registry.url())
                        .run("show", "acme/m:v1")
                        .exit());
    }

    @Test
    void aProjectFileIsNotPulled() throws IOException {
        serve("stemma.yaml");
        assertEquals(2, cli.run("pull", "evil/m", "-o", "out").exit());
        assertFalse(Files.exists(work.resolve("out/stemma.yaml")));
    }
}
