package dev.stemma.cli.capture;

import dev.stemma.blob.Digest;
import dev.stemma.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The code state of a git work tree: commit, branch, remote without credentials, and the tree of the files as they are. */
final class GitCode {
    private static final int MOST_LISTED = 200;
    private static final int MOST_DIFF_BYTES = 1 << 20;

    private final Git git;
    private final Path root;
    private final List<Path> notCode;

    private GitCode(Git git, Path root, List<Path> notCode) {
        this.git = git;
        this.root = root;
        this.notCode = notCode;
    }

    /**
     * Captures the work tree that a folder belongs to; empty when it belongs to none, or nothing was committed yet.
     *
     * @param notCode files and folders that are pushed or recorded otherwise, hence no code
     * @param withDiff whether the uncommitted changes travel as well
     */
    static Optional<LineageDocument> capture(Path folder, List<Path> notCode, boolean withDiff) {
        Optional<String> top = new Git(folder).line("rev-parse", "--show-toplevel");
        if (top.isEmpty()) {
            return Optional.empty();
        }
        Path root = Path.of(top.get());
        return new GitCode(new Git(root), root, notCode).document(withDiff);
    }

    private Optional<LineageDocument> document(boolean withDiff) {
        Optional<String> commit = git.line("rev-parse", "--verify", "HEAD");
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        List<String> modified = git.fields("diff", "--name-only", "-z", "HEAD");
        List<String> untracked = codeAmong(git.fields("ls-files", "--others", "--exclude-standard", "-z"));
        boolean dirty = !modified.isEmpty() || !untracked.isEmpty();
        Optional<String> tree = dirty ? GitTree.of(git, untracked) : git.line("rev-parse", "HEAD^{tree}");
        Optional<String> remote = remote();
        Optional<String> branch = git.line("symbolic-ref", "--quiet", "--short", "HEAD");

        Json.Obj state = Json.object();
        state = remote.isPresent() ? state.with("remote", remote.get()) : state;
        state = state.with("commit", commit.get());
        state = branch.isPresent() ? state.with("branch", branch.get()) : state;
        state = state.with("dirty", dirty);
        state = tree.isPresent() ? state.with("tree", tree.get()) : state;
        Json.Obj document = Json.document("code").with("git", state);
        if (dirty) {
            document = document.with(
                            "modified", modified.stream().limit(MOST_LISTED).toList())
                    .with("untracked", untracked.size());
        }
        String summary = summary(remote, branch, commit.get(), modified.size(), untracked.size());
        return Optional.of(
                withDiff && !modified.isEmpty() ? withDiff(document, summary) : LineageDocument.of(document, summary));
    }

    private LineageDocument withDiff(Json.Obj document, String summary) {
        byte[] diff = git.run(new byte[0], "diff", "--binary", "--no-ext-diff", "--no-textconv", "HEAD")
                .orElse(new byte[0]);
        if (diff.length == 0 || diff.length > MOST_DIFF_BYTES) {
            return LineageDocument.of(document, summary + "; diff larger than 1 MiB, not stored");
        }
        return new LineageDocument(
                document.with("diff", Digest.of(diff).toString()), summary + "; diff stored", List.of(diff));
    }

    /** Untracked files that may be code: not pushed otherwise, and small. */
    private List<String> codeAmong(List<String> paths) {
        List<String> code = new ArrayList<>();
        for (String path : paths) {
            Path file = root.resolve(path);
            boolean other = path.startsWith(".stemma/") || notCode.stream().anyMatch(file::startsWith);
            if (!other && smallFile(file)) {
                code.add(path);
            }
        }
        return code;
    }

    private static boolean smallFile(Path file) {
        try {
            return Files.isSymbolicLink(file) || Files.size(file) <= GitTree.LARGEST_CODE_FILE_BYTES;
        } catch (IOException gone) {
            return false;
        }
    }

    private Optional<String> remote() {
        List<String> names =
                git.line("remote").map(text -> text.lines().toList()).orElse(List.of());
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String name = names.contains("origin") ? "origin" : names.getFirst();
        return git.line("remote", "get-url", name).map(GitCode::withoutCredentials);
    }

    /** A remote's address without user, password, query and fragment: any of them may hold a secret. */
    static String withoutCredentials(String remote) {
        int scheme = remote.indexOf("://");
        if (scheme < 0) {
            return remote.replaceFirst("^[^@/:]+:[^@/]*@", "");
        }
        String rest = remote.substring(scheme + 3).replaceFirst("[?#].*$", "");
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        return remote.substring(0, scheme + 3) + authority.substring(authority.lastIndexOf('@') + 1) + path;
    }

    private static String summary(
            Optional<String> remote, Optional<String> branch, String commit, int modified, int untracked) {
        String where = remote.map(url -> url.replaceFirst("^[a-z+]+://", "").replaceFirst("\\.git$", "") + " ")
                .orElse("");
        String changes = modified == 0 ? "" : ", " + modified + " modified";
        String news = untracked == 0 ? "" : ", " + untracked + " untracked";
        return where + "@ " + commit.substring(0, Math.min(7, commit.length()))
                + branch.map(name -> " (" + name + ")").orElse("") + changes + news;
    }
}
