package dev.stemma.cli.capture;

import dev.stemma.cli.config.Project;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.json.Json;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The code: git's view of it, or a Merkle digest of the files that are said to be code. */
final class CodeCapture {
    private final CaptureRequest request;
    private final StatCache cache;

    CodeCapture(CaptureRequest request, StatCache cache) {
        this.request = request;
        this.cache = cache;
    }

    Optional<LineageDocument> capture() throws IOException {
        return switch (request.code()) {
            case "none" -> Optional.empty();
            case "auto" -> automatic();
            default -> Optional.of(folder(request.workDir().resolve(request.code())));
        };
    }

    private Optional<LineageDocument> automatic() throws IOException {
        Optional<LineageDocument> git = GitCode.capture(request.root(), notCode(), request.codeDiff());
        if (git.isPresent()) {
            return git;
        }
        List<String> include = request.project().map(Project::codeInclude).orElse(List.of());
        if (include.isEmpty()) {
            return Optional.empty();
        }
        List<String> exclude = request.project().map(Project::codeExclude).orElse(List.of());
        Predicate<String> wanted = any(include).and(any(exclude).negate());
        return Optional.of(document(FolderHash.of(request.root(), cache, wanted)));
    }

    private LineageDocument folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw CliException.usage("--code takes auto, none or a folder, not '" + request.code() + "'");
        }
        return document(FolderHash.of(folder, cache));
    }

    private static LineageDocument document(FolderHash hash) {
        Json.Obj tree = Json.object()
                .with("sha256", hash.tree().toString())
                .with("files", hash.files())
                .with("sizeBytes", hash.sizeBytes());
        return LineageDocument.of(
                Json.document("code").with("tree", tree),
                "tree " + hash.tree().hex().substring(0, 12) + ", " + hash.files() + " files");
    }

    private List<Path> notCode() throws IOException {
        List<Path> paths = new ArrayList<>();
        for (Path pushed : request.pushed()) {
            paths.add(real(pushed));
        }
        for (String source : request.data().values()) {
            if (!source.contains("://") && Files.exists(request.root().resolve(source))) {
                paths.add(real(request.root().resolve(source)));
            }
        }
        return paths;
    }

    private static Path real(Path path) throws IOException {
        return Files.exists(path) ? path.toRealPath() : path;
    }

    private static Predicate<String> any(List<String> globs) {
        List<PathMatcher> matchers = globs.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        return path -> matchers.stream().anyMatch(matcher -> matcher.matches(Path.of(path)));
    }
}
