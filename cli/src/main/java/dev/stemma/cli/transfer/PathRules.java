package dev.stemma.cli.transfer;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which paths may stand in a manifest, and hence below a target folder. Checked when pushing to be polite and when pulling to be
 * safe: what a server says about paths is never believed.
 */
public final class PathRules {
    private static final int MOST_BYTES = 512;
    private static final int MOST_FILES = 100_000;

    private PathRules() {}

    /** Checks each path and that they can all exist together on any file system. */
    public static void check(Collection<String> paths) {
        if (paths.size() > MOST_FILES) {
            throw unsafe("(" + paths.size() + " files)", "a version has at most " + MOST_FILES + " files");
        }
        Map<String, String> folded = new HashMap<>();
        for (String path : paths) {
            String why = problem(path);
            if (why != null) {
                throw unsafe(path, why);
            }
            String other = folded.put(fold(path), path);
            if (other != null) {
                throw unsafe(path, "it is the same as '" + other + "' where case does not count");
            }
        }
        refuseFoldersThatAreFiles(folded);
    }

    private static void refuseFoldersThatAreFiles(Map<String, String> folded) {
        for (Map.Entry<String, String> entry : folded.entrySet()) {
            String path = entry.getKey();
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                String file = folded.get(path.substring(0, slash));
                if (file != null) {
                    throw unsafe(entry.getValue(), "its folder '" + file + "' is a file");
                }
            }
        }
    }

    /** What is wrong with a path, or null. */
    static @Nullable String problem(String path) {
        if (path.isEmpty() || path.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return "a path has 1 to " + MOST_BYTES + " bytes";
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (Character.isISOControl(c) || (Character.isSurrogate(c) && !paired(path, i))) {
                return "it holds a control character";
            }
            if (c == '\\' || c == ':') {
                return "it holds a backslash or a colon";
            }
        }
        if (!Normalizer.isNormalized(path, Normalizer.Form.NFC)) {
            return "it is not in Unicode's normal form C";
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "it is absolute, or has an empty part, . or ..";
            }
            if (reserved(part)) {
                return "'" + part + "' is reserved";
            }
        }
        return null;
    }

    private static boolean paired(String path, int at) {
        char c = path.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 < path.length() && Character.isLowSurrogate(path.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(path.charAt(at - 1));
    }

    /** Folders and files that make programs do things; trailing dots and blanks vanish on some file systems. */
    private static boolean reserved(String part) {
        String lower = fold(part).replaceFirst("[. ]+$", "");
        return lower.equals(".git")
                || lower.equals(".stemma")
                || lower.startsWith(".stemma-tmp-")
                || lower.equals("stemma.yaml")
                || lower.equals("git~1");
    }

    private static String fold(String path) {
        return path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static CliException unsafe(String path, String why) {
        return CliException.of(Exit.USAGE, "PATH_UNSAFE", "the path '" + path + "' can't be used: " + why);
    }
}
