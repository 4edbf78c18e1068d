package dev.stemma.cli.config;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.json.JsonReader;
import dev.stemma.cli.json.JsonWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The logins in {@code credentials.json}, mode 0600. A file that others can read is refused, for its tokens may be known.
 *
 * @param current name of the login in use, empty when there is none
 * @param profiles the logins
 */
public record Credentials(String current, List<Profile> profiles) {
    private static final int MOST_BYTES = 1 << 20;

    public Credentials {
        profiles = List.copyOf(profiles);
    }

    /** Where they are kept. */
    public static Path file(Environment environment) {
        return environment.configDir().resolve("credentials.json");
    }

    /** Reads them; none when there is no file. */
    public static Credentials load(Environment environment) {
        Path file = file(environment);
        try (java.io.InputStream in = Files.newInputStream(file)) {
            refuseReadable(file);
            return parse(JsonReader.parseObject(in.readNBytes(MOST_BYTES)));
        } catch (NoSuchFileException none) {
            return new Credentials("", List.of());
        } catch (IOException | JsonException broken) {
            throw CliException.of(Exit.DENIED, "CREDENTIALS_INVALID", "cannot read " + file)
                    .cause(String.valueOf(broken.getMessage()))
                    .help("remove it and run: stemma login URL")
                    .from(broken);
        }
    }

    /** Writes them: a new file of mode 0600 takes the old one's place at once. */
    public void save(Environment environment) throws IOException {
        Path file = file(environment);
        Path folder = Files.createDirectories(environment.configDir());
        Path fresh = Files.createTempFile(
                folder,
                "credentials-",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, JsonWriter.pretty(document()) + "\n", StandardCharsets.UTF_8);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** The login of that name. */
    public Optional<Profile> named(String name) {
        return profiles.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    /** The login for that server, the current one first. */
    public Optional<Profile> forServer(String server) {
        Optional<Profile> now =
                named(current).filter(profile -> profile.server().equals(server));
        return now.isPresent()
                ? now
                : profiles.stream()
                        .filter(profile -> profile.server().equals(server))
                        .findFirst();
    }

    /** With a login more (one of the same name gives way), which becomes the current one. */
    public Credentials with(Profile profile) {
        List<Profile> more = new ArrayList<>(without(profile.name()).profiles());
        more.add(profile);
        return new Credentials(profile.name(), more);
    }

    /** Without the login of that name; the first of the others becomes current if it was. */
    public Credentials without(String name) {
        List<Profile> fewer = profiles.stream()
                .filter(profile -> !profile.name().equals(name))
                .toList();
        String next = fewer.isEmpty() ? "" : fewer.getFirst().name();
        return new Credentials(current.equals(name) ? next : current, fewer);
    }

    private static Credentials parse(Json.Obj document) {
        List<Profile> profiles = new ArrayList<>();
        Json.Obj named = document.object("profiles");
        for (String name : named.members().keySet()) {
            Json.Obj profile = named.object(name);
            profiles.add(new Profile(name, profile.text("server"), profile.text("token")));
        }
        return new Credentials(document.optText("current").orElse(""), profiles);
    }

    private Json.Obj document() {
        Json.Obj named = Json.object();
        for (Profile profile : profiles) {
            named = named.with(
                    profile.name(),
                    Json.object().with("server", profile.server()).with("token", profile.token()));
        }
        return Json.document("credentials").with("current", current).with("profiles", named);
    }

    private static void refuseReadable(Path file) throws IOException {
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
        boolean open =
                granted.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"));
        if (open) {
            throw CliException.of(Exit.DENIED, "CREDENTIALS_EXPOSED", "others can read " + file)
                    .cause("its tokens may be known to them; it must have mode 0600")
                    .help("chmod 600 " + file);
        }
    }
}
