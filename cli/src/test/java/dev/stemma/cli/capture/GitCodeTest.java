package dev.stemma.cli.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.blob.Digest;
import dev.stemma.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the real git. */
final class GitCodeTest {
    @TempDir
    Path folder;

    private Path repository;

    @BeforeEach
    void repository() throws Exception {
        repository = Files.createDirectory(folder.resolve("repository"));
        git("init", "-q", "-b", "main");
        Files.writeString(repository.resolve("train.py"), "print(1)\n");
        git("add", "-A");
        git("commit", "-q", "-m", "first");
    }

    private String git(String... words) throws Exception {
        String[] all = Stream.concat(
                        Stream.of(
                                "git",
                                "-c",
                                "user.name=t",
                                "-c",
                                "user.email=t@example.org",
                                "-c",
                                "commit.gpgsign=false"),
                        Stream.of(words))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(all)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    private Json.Obj state() {
        return GitCode.capture(repository, List.of(), false)
                .orElseThrow()
                .document()
                .object("git");
    }

    @Test
    void aCleanWorkTreeIsItsCommit() throws Exception {
        git("remote", "add", "origin", "https://bob:secret@example.org/acme/m.git?token=x");
        Json.Obj state = state();
        assertEquals(git("rev-parse", "HEAD"), state.text("commit"));
        assertEquals(git("rev-parse", "HEAD^{tree}"), state.text("tree"));
        assertEquals("main", state.text("branch"));
        assertEquals("https://example.org/acme/m.git", state.text("remote"));
        assertFalse(state.flag("dirty"));
    }

    @Test
    void theTreeOfADirtyWorkTreeIsThatOfItsFilesAndTheRepositoryIsLeftAlone() throws Exception {
        Files.writeString(repository.resolve("train.py"), "print(2)\n");
        Files.writeString(repository.resolve("new.py"), "print(3)\n");
        String index =
                Digest.of(Files.readAllBytes(repository.resolve(".git/index"))).hex();
        long objects = objects();

        LineageDocument captured = GitCode.capture(repository, List.of(), false).orElseThrow();

        assertEquals(
                index,
                Digest.of(Files.readAllBytes(repository.resolve(".git/index"))).hex());
        assertEquals(objects, objects());
        assertTrue(captured.document().object("git").flag("dirty"));
        assertEquals(List.of("train.py"), captured.document().array("modified").texts());
        assertEquals(1, captured.document().integer("untracked"));
        assertEquals(List.of(), captured.attachments());
        git("add", "-A");
        assertEquals(git("write-tree"), captured.document().object("git").text("tree"));
    }

    @Test
    void whatIsPushedOrDataIsNoCode() throws Exception {
        Files.writeString(repository.resolve("model.onnx"), "weights");
        Optional<LineageDocument> captured = GitCode.capture(
                repository, List.of(repository.resolve("model.onnx").toRealPath()), false);
        assertFalse(captured.orElseThrow().document().object("git").flag("dirty"));
    }

    @Test
    void uncommittedChangesTravelOnlyWhenAsked() throws Exception {
        Files.writeString(repository.resolve("train.py"), "print(2)\n");
        LineageDocument captured = GitCode.capture(repository, List.of(), true).orElseThrow();
        byte[] diff = captured.attachments().getFirst();
        assertEquals(Digest.of(diff).toString(), captured.document().text("diff"));
        Files.write(folder.resolve("p"), diff);
        git("checkout", "-q", "--", ".");
        git("apply", folder.resolve("p").toString());
        assertEquals("print(2)\n", Files.readString(repository.resolve("train.py")));
    }

    @Test
    void twoDirtyRunsOfTheSameBytesHaveTheSameCode() throws Exception {
        Files.writeString(repository.resolve("train.py"), "print(2)\n");
        String first = state().text("tree");
        Files.writeString(repository.resolve("train.py"), "print(4)\n");
        assertNotEquals(first, state().text("tree"));
        Files.writeString(repository.resolve("train.py"), "print(2)\n");
        assertEquals(first, state().text("tree"));
    }

    @Test
    void noRepositoryAndNoCommitAreNoCode() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(Optional.empty(), GitCode.capture(empty, List.of(), false));
        repository = empty;
        git("init", "-q");
        assertEquals(Optional.empty(), GitCode.capture(empty, List.of(), false));
    }

    @ParameterizedTest
    @CsvSource({
        "https://token@example.org/a.git, https://example.org/a.git",
        "https://u:p@w@example.org/a, https://example.org/a",
        "https://example.org/a?private_token=x#y, https://example.org/a",
        "ssh://git@example.org:22/a.git, ssh://example.org:22/a.git",
        "git@example.org:acme/m.git, git@example.org:acme/m.git",
        "user:pw@example.org:acme/m.git, example.org:acme/m.git",
        "../sibling, ../sibling",
    })
    void credentialsAreCutOutOfARemote(String remote, String recorded) {
        assertEquals(recorded, GitCode.withoutCredentials(remote));
    }

    private long objects() throws IOException {
        try (Stream<Path> all = Files.walk(repository.resolve(".git/objects"))) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
