package dev.stemma.cli.transfer;

import dev.stemma.cli.http.Answer;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.json.JsonReader;
import dev.stemma.cli.json.JsonWriter;
import dev.stemma.cli.ref.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The document that a version is: {@code stemma.manifest/v1}.
 *
 * @param kind what the version holds
 * @param files its files, sorted by the bytes of their paths
 * @param rest what stands behind the files: lineage, parents, tree
 */
public record Manifest(Kind kind, List<FileEntry> files, Json.Obj rest) {
    public Manifest {
        files = files.stream()
                .sorted(Comparator.comparing(FileEntry::path, TreeDigest.BY_BYTES))
                .toList();
    }

    /** The exact text to send; equal content gives equal text. */
    public String text() {
        List<Json> listed = new ArrayList<>();
        for (FileEntry file : files) {
            listed.add(Json.object()
                    .with("path", file.path())
                    .with("sizeBytes", file.sizeBytes())
                    .with("sha256", file.sha256().toString())
                    .with("mediaType", file.mediaType()));
        }
        return JsonWriter.compact(Json.document("manifest")
                .with("kind", kind.word())
                .with("files", new Json.Arr(listed))
                .and(rest));
    }

    /** Reads a server's manifest; its paths are checked, its digests are digests, its sizes no fantasies. */
    public static Manifest parse(byte[] bytes) {
        try {
            Json.Obj document = JsonReader.parseObject(bytes);
            Kind kind = Kind.ofWord(document.text("kind")).orElse(Kind.MODEL);
            List<FileEntry> files = entries(document.array("files"));
            PathRules.check(files.stream().map(FileEntry::path).toList());
            return new Manifest(kind, files, Json.object());
        } catch (JsonException broken) {
            throw Answer.malformed(broken);
        }
    }

    private static List<FileEntry> entries(Json.Arr listed) {
        List<FileEntry> files = new ArrayList<>();
        for (Json.Obj file : listed.objects()) {
            files.add(new FileEntry(
                    file.text("path"),
                    Math.max(0, file.integer("sizeBytes")),
                    Wire.digest(file.text("sha256")),
                    file.optText("mediaType").orElse("application/octet-stream")));
        }
        return files;
    }
}
