package dev.stemma.cli.capture;

import dev.stemma.blob.Digest;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that pins an environment, and the packages that it names where its format is simple to read.
 *
 * @param path as shown
 * @param sha256 its identity
 * @param sizeBytes its length
 * @param packages names and versions, at most 5,000
 */
record Lockfile(String path, Digest sha256, long sizeBytes, List<Pinned> packages) {
    private static final int MOST_PACKAGES = 5000;
    private static final Pattern REQUIREMENT =
            Pattern.compile("^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\\[[^]]*])?\\s*={2,3}\\s*([^\\s;#\\\\]+)");
    private static final Pattern TOML = Pattern.compile("^(name|version)\\s*=\\s*\"([^\"]{1,200})\"\\s*$");

    /** A package and its version. */
    record Pinned(String name, String version) {}

    /** The names looked for, best first. */
    static final List<String> NAMES = List.of(
            "uv.lock",
            "poetry.lock",
            "pdm.lock",
            "Pipfile.lock",
            "conda-lock.yml",
            "pixi.lock",
            "environment.yml",
            "requirements.txt",
            "Cargo.lock",
            "pom.xml",
            "package-lock.json");

    Lockfile {
        packages = List.copyOf(packages);
    }

    static Lockfile of(String path, byte[] bytes) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return new Lockfile(path, Digest.of(bytes), bytes.length, packages(name, bytes));
    }

    Json.Obj document() {
        Json.Obj lock = Json.object()
                .with("path", path)
                .with("sha256", sha256.toString())
                .with("sizeBytes", sizeBytes);
        if (packages.isEmpty()) {
            return lock;
        }
        List<Json> listed = new ArrayList<>();
        packages.forEach(
                one -> listed.add(Json.object().with("name", one.name()).with("version", one.version())));
        return lock.with("packages", new Json.Arr(listed));
    }

    boolean python() {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return !name.equals("cargo.lock") && !name.equals("pom.xml") && !name.equals("package-lock.json");
    }

    private static List<Pinned> packages(String name, byte[] bytes) {
        List<Pinned> found = switch (name) {
            case "uv.lock", "poetry.lock", "pdm.lock", "Cargo.lock" -> toml(text(bytes));
            case "Pipfile.lock" -> pipfile(bytes);
            case "package-lock.json" -> npm(bytes);
            default -> name.endsWith(".txt") ? requirements(text(bytes)) : List.of();
        };
        return found.stream().limit(MOST_PACKAGES).toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<Pinned> requirements(String text) {
        List<Pinned> found = new ArrayList<>();
        text.lines().map(String::strip).forEach(line -> {
            Matcher pinned = REQUIREMENT.matcher(line);
            if (pinned.find()) {
                found.add(new Pinned(pinned.group(1), pinned.group(2)));
            }
        });
        return found;
    }

    /** Tables {@code [[package]]} with a name and a version, each on a line of its own. */
    private static List<Pinned> toml(String text) {
        List<Pinned> found = new ArrayList<>();
        boolean inside = false;
        String name = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("[")) {
                inside = line.strip().equals("[[package]]");
                name = "";
            }
            Matcher pair = TOML.matcher(line);
            if (inside && pair.matches()) {
                if (pair.group(1).equals("name")) {
                    name = pair.group(2);
                } else if (!name.isEmpty()) {
                    found.add(new Pinned(name, pair.group(2)));
                    name = "";
                }
            }
        }
        return found;
    }

    private static List<Pinned> pipfile(byte[] bytes) {
        return json(bytes, "default", "");
    }

    private static List<Pinned> npm(byte[] bytes) {
        return json(bytes, "packages", "node_modules/");
    }

    private static List<Pinned> json(byte[] bytes, String member, String prefix) {
        List<Pinned> found = new ArrayList<>();
        try {
            Json.Obj packages = JsonReader.parseObject(bytes).object(member);
            for (String key : packages.members().keySet()) {
                String version = packages.object(key).optText("version").orElse("");
                int inside = prefix.isEmpty() ? -1 : key.lastIndexOf(prefix);
                String name = inside < 0 ? key : key.substring(inside + prefix.length());
                if (!name.isEmpty() && !version.isEmpty()) {
                    found.add(new Pinned(name, version.replaceFirst("^==", "")));
                }
            }
        } catch (JsonException unreadable) {
            found.clear();
        }
        return found;
    }
}
