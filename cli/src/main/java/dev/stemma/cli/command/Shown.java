package dev.stemma.cli.command;

import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Style;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.term.Text;
import dev.stemma.cli.term.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Server documents in a few words. */
final class Shown {
    private Shown() {}

    /** The first twelve digits of a digest. */
    static String digest(String digest, Terminal terminal) {
        return digest.length() <= 19
                ? digest
                : digest.substring(0, 19) + terminal.glyphs().ellipsis();
    }

    /** {@code sts.spearman 0.82, loss 0.231}. */
    static String values(Json.Obj values) {
        List<String> shown = new ArrayList<>();
        values.members().forEach((key, value) -> shown.add(key + " " + value(value)));
        return String.join(", ", shown);
    }

    /** A scalar as a user reads it. */
    static String value(Json value) {
        return switch (value) {
            case Json.Str text -> text.value();
            case Json.Num number -> Units.number(number.value());
            case Json.Bool bool -> String.valueOf(bool.value());
            case Json.Null nothing -> "";
            case Json.Arr array ->
                String.join(", ", array.items().stream().map(Shown::value).toList());
            case Json.Obj object -> values(object);
        };
    }

    /** {@code production v1, staging v1}. */
    static String aliases(Json.Obj aliases) {
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, Json> alias : aliases.members().entrySet()) {
            shown.add("@" + alias.getKey() + " " + value(alias.getValue()));
        }
        return String.join(", ", shown);
    }

    /** A validation's outcome with its sign: {@code ✓ passed 16/16}. */
    static Text validation(Json.Obj validation, Terminal terminal) {
        if (validation.members().isEmpty()) {
            return Text.of(Style.DIM, terminal.glyphs().dot() + " never");
        }
        String verdict =
                validation.optText("verdict").orElse(validation.optText("state").orElse("unknown"));
        String counts = validation.has("total") && validation.has("passed") && validation.integer("total") > 0
                ? " " + validation.integer("passed") + "/" + validation.integer("total")
                : "";
        return verdict(verdict, terminal).and(counts);
    }

    /** A verdict with its sign. */
    static Text verdict(String verdict, Terminal terminal) {
        return switch (verdict) {
            case "passed" -> Text.of(Style.GREEN, terminal.glyphs().ok() + " passed");
            case "failed", "error" -> Text.of(Style.RED, terminal.glyphs().fail() + " " + verdict);
            case "smoke" -> Text.of(Style.YELLOW, terminal.glyphs().warn() + " smoke");
            default -> Text.of(Style.DIM, terminal.glyphs().dot() + " " + verdict);
        };
    }

    /** {@code 1 file}, {@code 3 files}. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** Why a version was yanked, in a few words. */
    static String yanked(Json.Obj version) {
        return mark(version, "yanked");
    }

    /** Why a version carries such a mark, and by whom. */
    static String mark(Json.Obj version, String name) {
        Json.Obj mark = version.get(name) instanceof Json.Obj object ? object : Json.object();
        String by = mark.optText("by").map(user -> " (by " + user + ")").orElse("");
        return mark.optText("reason").orElse("no reason given") + by;
    }

    /** The short form of a member that is null or text. */
    static String orNone(String text, Terminal terminal) {
        return text.isEmpty() ? terminal.glyphs().none() : text;
    }
}
