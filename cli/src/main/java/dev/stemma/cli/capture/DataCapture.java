package dev.stemma.cli.capture;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.term.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Data sets: hashed when they lie here, pinned when the registry has them, declared when only an address is known. */
final class DataCapture {
    private final Resolver resolver;
    private final StatCache cache;

    DataCapture(Resolver resolver, StatCache cache) {
        this.resolver = resolver;
        this.cache = cache;
    }

    /** Captures one data set, given as a path (seen from a folder), a reference or an address. */
    LineageDocument capture(String name, String source, Path from) throws IOException {
        if (source.contains("://")) {
            String address = GitCode.withoutCredentials(source);
            return LineageDocument.of(
                    Json.document("data").with("name", name).with("url", address),
                    name + " " + address + " (declared)");
        }
        Path path = from.resolve(source);
        if (!source.startsWith("dataset:") && Files.exists(path)) {
            return hashed(name, source, path);
        }
        if (!source.contains(":") && !source.contains("@")) {
            throw CliException.of(Exit.NOT_FOUND, "LOCAL_FILE_NOT_FOUND", "there is no data at " + path)
                    .help("a data set of the registry is written dataset:NS/NAME:vN");
        }
        Resolver.Resolved version = resolver.resolve(source, Kind.DATASET);
        Json.Obj dataset = Json.object()
                .with("name", version.name().toString())
                .with("version", version.version())
                .with("digest", version.digest().toString());
        return LineageDocument.of(
                Json.document("data").with("name", name).with("dataset", dataset), name + " = " + version.shown());
    }

    private LineageDocument hashed(String name, String shown, Path path) throws IOException {
        FolderHash hash = FolderHash.of(path, cache);
        Json.Obj document = Json.document("data")
                .with("name", name)
                .with("path", shown)
                .with("tree", hash.tree().toString())
                .with("files", hash.files())
                .with("sizeBytes", hash.sizeBytes());
        String files = hash.files() == 1 ? "1 file" : hash.files() + " files";
        return LineageDocument.of(document, name + " " + shown + ", " + files + ", " + Units.bytes(hash.sizeBytes()));
    }
}
