package dev.stemma.cli.term;

/** The few signs beyond ASCII, and what stands for them where the locale has none. */
public record Glyphs(
        String ok,
        String fail,
        String warn,
        String none,
        String dot,
        String arrow,
        String ellipsis,
        String branch,
        String last,
        String down) {
    /** For UTF-8 locales. */
    public static final Glyphs UNICODE = new Glyphs("✓", "✗", "!", "—", "·", "→", "…", "├─ ", "└─ ", "│  ");

    /** For everything else, and {@code --ascii}. */
    public static final Glyphs ASCII = new Glyphs("ok", "FAIL", "!", "-", "-", "->", "...", "|- ", "`- ", "|  ");
}
