package dev.stemma.cli.term;

import java.util.Locale;
import java.util.Map;

/**
 * What the streams are and may show.
 *
 * @param inTty stdin is a terminal
 * @param outTty stdout is a terminal
 * @param errTty stderr is a terminal
 * @param outColour colour on stdout
 * @param errColour colour on stderr
 * @param ascii only ASCII signs
 * @param columns width of the terminal
 */
public record Look(
        boolean inTty,
        boolean outTty,
        boolean errTty,
        boolean outColour,
        boolean errColour,
        boolean ascii,
        int columns) {

    /**
     * Finds out from the launcher's properties and the environment.
     *
     * @param tty letters of {@code i}, {@code o}, {@code e} for the streams that are terminals
     * @param columns width as the launcher saw it, or empty
     * @param environment the process's environment
     */
    public static Look detect(String tty, String columns, Map<String, String> environment) {
        boolean out = tty.contains("o");
        boolean err = tty.contains("e");
        boolean force = set(environment, "FORCE_COLOR") || set(environment, "CLICOLOR_FORCE");
        boolean never = set(environment, "NO_COLOR") || "dumb".equals(environment.get("TERM"));
        return new Look(
                tty.contains("i"),
                out,
                err,
                force || (out && !never),
                force || (err && !never),
                !utf8(environment),
                width(environment.getOrDefault("COLUMNS", columns)));
    }

    /** The same without colour. */
    public Look withoutColour() {
        return new Look(inTty, outTty, errTty, false, false, ascii, columns);
    }

    /** The same with ASCII signs. */
    public Look withAscii() {
        return new Look(inTty, outTty, errTty, outColour, errColour, true, columns);
    }

    /** The signs to use. */
    public Glyphs glyphs() {
        return ascii ? Glyphs.ASCII : Glyphs.UNICODE;
    }

    private static boolean set(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return !value.isEmpty() && !value.equals("0");
    }

    private static boolean utf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }

    private static int width(String columns) {
        try {
            int width = Integer.parseInt(columns.strip());
            return width < 20 || width > 10_000 ? 80 : width;
        } catch (NumberFormatException none) {
            return 80;
        }
    }
}
