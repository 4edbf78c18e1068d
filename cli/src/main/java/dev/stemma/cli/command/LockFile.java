package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.json.JsonReader;
import dev.stemma.cli.json.JsonWriter;
import dev.stemma.cli.transfer.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code stemma.lock}: what references meant when they were pulled, so that others pull the same. Belongs under version control.
 *
 * @param path where it lies; folders in it start there
 * @param pins in the order in which they were added
 */
record LockFile(Path path, List<Pin> pins) {
    static final String NAME = "stemma.lock";

    private static final int MOST_BYTES = 64 << 20;

    LockFile {
        pins = List.copyOf(pins);
    }

    /** Reads the one of a folder; without one there are no pins. */
    static LockFile in(Path folder) throws IOException {
        Path path = folder.resolve(NAME);
        try (var in = Files.newInputStream(path)) {
            Json.Obj document = JsonReader.parseObject(in.readNBytes(MOST_BYTES));
            if (!document.text("schema").equals("stemma.lock/v1")) {
                throw invalid(path, "it is no stemma.lock/v1");
            }
            List<Pin> pins = new ArrayList<>();
            for (Json.Obj pin : document.array("pins").objects()) {
                pins.add(Pin.of(pin));
            }
            return new LockFile(path, pins);
        } catch (NoSuchFileException none) {
            return new LockFile(path, List.of());
        } catch (JsonException wrong) {
            throw invalid(path, String.valueOf(wrong.getMessage())).from(wrong);
        }
    }

    /** The pin of a reference in a folder. */
    Optional<Pin> find(String ref, String into) {
        return pins.stream()
                .filter(pin -> pin.ref().equals(ref) && pin.into().equals(into))
                .findFirst();
    }

    /** The same with a pin more, or another in its place. */
    LockFile with(Pin pin) {
        List<Pin> changed = new ArrayList<>();
        boolean replaced = false;
        for (Pin old : pins) {
            boolean same = old.ref().equals(pin.ref()) && old.into().equals(pin.into());
            changed.add(same ? pin : old);
            replaced |= same;
        }
        if (!replaced) {
            changed.add(pin);
        }
        return new LockFile(path, changed);
    }

    /** Writes it: a reader sees the old one or the new one. */
    void write() throws IOException {
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of(""));
        Path fresh = Files.createTempFile(folder, ".stemma-tmp-lock-", "");
        try {
            Files.writeString(
                    fresh,
                    JsonWriter.pretty(Json.document("lock")
                            .with("pins", pins.stream().map(Pin::document).toList())));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static CliException invalid(Path path, String why) {
        return CliException.of(Exit.USAGE, "LOCK_INVALID", path + " can't be read: " + why)
                .help("restore it, or remove it and pin again: stemma pull REF -o DIR --save");
    }

    /**
     * What one reference meant.
     *
     * @param ref the reference with its name in full, as it was typed
     * @param into the folder that it is pulled into, seen from the lock file's
     * @param include only files that match one of these; all when empty
     * @param version number of the version
     * @param digest its identity
     * @param files digests by path, for people and other tools
     */
    record Pin(String ref, String into, List<String> include, String version, String digest, Json.Arr files) {
        Pin {
            include = List.copyOf(include);
        }

        private static Pin of(Json.Obj pin) {
            return new Pin(
                    pin.text("ref"),
                    pin.text("into"),
                    pin.array("include").texts(),
                    pin.text("version"),
                    Wire.digest(pin.text("digest")).toString(),
                    pin.array("files"));
        }

        private Json.Obj document() {
            return Json.object()
                    .with("ref", ref)
                    .with("into", into)
                    .with("include", include)
                    .with("version", version)
                    .with("digest", digest)
                    .with("files", files);
        }
    }
}
