package dev.stemma.cli.capture;

import dev.stemma.blob.Digest;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.json.JsonReader;
import dev.stemma.cli.json.JsonWriter;
import dev.stemma.cli.transfer.Pull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Digests of files that have not changed since, by size, time of change and inode, kept in {@code .stemma/stat.json}. A file that
 * was written within the last two seconds is not kept, for a later write could look the same.
 */
public final class StatCache {
    private static final int MOST_BYTES = 64 << 20;
    private static final long RACY_NANOS = 2_000_000_000L;

    private final @Nullable Path file;
    private final long nowNanos;
    private final Map<String, String> known;
    private final Map<String, String> seen = new LinkedHashMap<>();

    private StatCache(@Nullable Path file, long nowMillis, Map<String, String> known) {
        this.file = file;
        this.nowNanos = TimeUnit.MILLISECONDS.toNanos(nowMillis);
        this.known = known;
    }

    /** A cache that forgets. */
    public static StatCache none() {
        return new StatCache(null, 0, Map.of());
    }

    /** The cache of a project folder; an unreadable one counts as empty. */
    public static StatCache in(Path project, long nowMillis) {
        Path file = project.resolve(".stemma").resolve("stat.json");
        Map<String, String> known = new LinkedHashMap<>();
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try (java.io.InputStream in = Files.newInputStream(file)) {
                Json.Obj files =
                        JsonReader.parseObject(in.readNBytes(MOST_BYTES)).object("files");
                files.members().keySet().forEach(key -> known.put(key, files.text(key)));
            } catch (IOException | JsonException unreadable) {
                known.clear();
            }
        }
        return new StatCache(file, nowMillis, known);
    }

    /** The digest of a file, read only if it changed. */
    Digest digest(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        String key = path.toAbsolutePath() + "|" + attributes.size() + "|" + changed + "|"
                + Objects.toString(attributes.fileKey(), "");
        String hex = known.get(key);
        Digest digest = hex != null && hex.matches("[0-9a-f]{64}") ? Digest.ofHex(hex) : Pull.digest(path);
        if (nowNanos - changed > RACY_NANOS) {
            seen.put(key, digest.hex());
        }
        return digest;
    }

    /** Keeps what was seen; failing to is no harm. */
    public void save() {
        if (file == null || seen.isEmpty() || known.keySet().containsAll(seen.keySet())) {
            return;
        }
        Map<String, String> all = new LinkedHashMap<>(seen);
        Json.Obj document = Json.document("stat").with("files", all);
        try {
            Path folder = Objects.requireNonNull(file.getParent());
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
            }
            Path fresh = Files.createTempFile(folder, "stat", ".tmp");
            Files.writeString(fresh, JsonWriter.compact(document), StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException harmless) {
            seen.clear();
        }
    }
}
