package dev.stemma.cli.transfer;

import dev.stemma.blob.Digest;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.json.JsonReader;
import dev.stemma.cli.json.JsonWriter;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The version that a folder was pulled from, kept in {@code .stemma/origin}, so that a later push knows its parent.
 *
 * @param server base address of the registry
 * @param kind what the version holds
 * @param name its name
 * @param version its number
 * @param digest its identity
 * @param files digests by path, to see whether anything changed
 */
public record Origin(String server, Kind kind, Name name, String version, Digest digest, Map<String, String> files) {
    private static final int MOST_BYTES = 64 << 20;

    public Origin {
        files = Map.copyOf(files);
    }

    /** Reads the origin of a folder; one that can't be read counts as none. */
    public static Optional<Origin> of(Path folder) {
        Path file = folder.resolve(".stemma").resolve("origin");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (java.io.InputStream in = Files.newInputStream(file)) {
            return Optional.of(parse(JsonReader.parseObject(in.readNBytes(MOST_BYTES))));
        } catch (IOException
                | JsonException
                | IllegalArgumentException
                | dev.stemma.cli.failure.CliException unreadable) {
            return Optional.empty();
        }
    }

    /** Writes it below the folder; a link in its place is replaced, not followed. */
    public void write(Path folder) throws IOException {
        Path own = folder.resolve(".stemma");
        if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(own);
        }
        Path fresh = Files.createTempFile(own, "origin", ".tmp");
        Files.writeString(fresh, JsonWriter.compact(document()) + "\n", StandardCharsets.UTF_8);
        Files.move(fresh, own.resolve("origin"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether these files are those of the origin, so that the version would be its own parent. */
    public boolean same(List<FileEntry> pushed) {
        Map<String, String> now = new LinkedHashMap<>();
        pushed.forEach(file -> now.put(file.path(), file.sha256().toString()));
        return now.equals(files);
    }

    private Json.Obj document() {
        List<Json> listed = new ArrayList<>();
        files.forEach(
                (path, sha256) -> listed.add(Json.object().with("path", path).with("sha256", sha256)));
        return Json.document("origin")
                .with("server", server)
                .with("kind", kind.word())
                .with("name", name.toString())
                .with("version", version)
                .with("digest", digest.toString())
                .with("files", new Json.Arr(listed));
    }

    private static Origin parse(Json.Obj document) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Json.Obj file : document.array("files").objects()) {
            files.put(file.text("path"), file.text("sha256"));
        }
        return new Origin(
                document.text("server"),
                Kind.ofWord(document.text("kind")).orElse(Kind.MODEL),
                Name.parse(document.text("name")),
                document.text("version"),
                Digest.parse(document.text("digest")),
                files);
    }
}
