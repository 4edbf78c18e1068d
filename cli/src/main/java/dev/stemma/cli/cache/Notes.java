package dev.stemma.cli.cache;

import dev.stemma.blob.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which entries of the cache a server has seen: {@code known/<16 hex of the server>/<64 hex>}, two lines each, a name and a path.
 * Private files of one registry are thus never named to another. A note that is lost costs bytes later, nothing else.
 */
final class Notes {
    private static final int MOST_BYTES = 4096;

    private final CacheFolder folder;

    Notes(CacheFolder folder) {
        this.folder = folder;
    }

    void write(String server, Known known) throws IOException {
        write(place(server).resolve(known.digest().hex()), known.name() + "\n" + known.path() + "\n");
    }

    /** A text about the server itself: {@code known/<16 hex of the server>/memo}. */
    String memo(String server) {
        try {
            List<String> lines = lines(place(server).resolve("memo"));
            return lines.isEmpty() ? "" : lines.getFirst();
        } catch (IOException unreadable) {
            return "";
        }
    }

    void memo(String server, String text) {
        try {
            write(place(server).resolve("memo"), text + "\n");
        } catch (IOException full) {
            // It is only an estimate.
            return;
        }
    }

    private void write(Path place, String text) throws IOException {
        Files.createDirectories(CacheFolder.above(place));
        Path fresh = folder.fresh();
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** What a server knows of these entries, those used last first. Notes of entries that went are removed. */
    List<Known> of(String server, List<Entry> entries) throws IOException {
        List<Known> found = new ArrayList<>();
        Set<String> here = new HashSet<>();
        for (Entry entry : entries.reversed()) {
            here.add(entry.digest().hex());
            List<String> lines = lines(place(server).resolve(entry.digest().hex()));
            if (lines.size() >= 2) {
                found.add(new Known(entry.digest(), lines.get(0), lines.get(1)));
            }
        }
        for (Path note : CacheFolder.in(place(server), "[0-9a-f]*")) {
            if (!here.contains(String.valueOf(note.getFileName()))) {
                Files.deleteIfExists(note);
            }
        }
        return found;
    }

    private Path place(String server) {
        String hex = Digest.of(server.getBytes(StandardCharsets.UTF_8)).hex();
        return folder.root().resolve("known").resolve(hex.substring(0, 16));
    }

    private static List<String> lines(Path note) throws IOException {
        try (var in = Files.newInputStream(note)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
