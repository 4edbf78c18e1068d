package dev.stemma.cli.command;

import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Style;
import dev.stemma.cli.term.Table;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.term.Text;
import dev.stemma.cli.term.Units;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What versions and files take in storage, on a screen. */
final class StoragePage {
    private final Terminal terminal;

    StoragePage(Session session) {
        this.terminal = session.terminal();
    }

    /** A row for each version and, if there are totals, one for all together. */
    void versions(List<Json.Obj> versions, Json.Obj totals) {
        Table table = Table.of("VERSION", "LOGICAL", "STORED", "UNIQUE", "SHARED", "RATIO");
        versions.forEach(version -> row(table, version.text("version"), version.object("usage")));
        if (!totals.members().isEmpty()) {
            row(table, "all", totals);
        }
        terminal.answer(table);
        if (versions.stream().anyMatch(version -> !version.object("usage").flag("complete"))) {
            terminal.say("? the chunks of some files are not known: such a file counts as logical only");
        }
    }

    private void row(Table table, String name, Json.Obj usage) {
        String more = usage.flag("complete") ? "" : "?";
        long logical = usage.integer("logicalBytes");
        long stored = usage.integer("storedBytes");
        table.row(
                name,
                Units.bytes(logical),
                Units.bytes(stored) + more,
                Units.bytes(usage.integer("uniqueBytes")) + more,
                Units.bytes(usage.integer("sharedBytes")) + more,
                more.isEmpty() && logical > 0
                        ? percent(stored, logical)
                        : terminal.glyphs().none());
    }

    /** A line for each file. */
    void files(Json.Obj version) {
        for (Json.Obj file : version.array("files").objects()) {
            terminal.answer(
                    Text.of(Style.DIM, String.format("%-10s", "storage")).and(file(file)));
        }
    }

    private String file(Json.Obj file) {
        long logical = file.integer("logicalBytes");
        String size = file.text("path") + "  " + Units.bytes(logical);
        if (!file.flag("complete")) {
            return size + "  chunks not known";
        }
        long stored = file.integer("storedBytes");
        String share = logical > 0 ? " (" + percent(stored, logical) + ")" : "";
        String codecs = file.array("codecs").objects().stream()
                .sorted(Comparator.comparingLong((Json.Obj codec) -> codec.integer("chunks"))
                        .reversed())
                .map(codec -> codec.text("codec") + " " + codec.integer("chunks"))
                .collect(Collectors.joining(", "));
        return (size + " " + terminal.glyphs().arrow() + " " + Units.bytes(stored) + share + "  " + codecs).strip();
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
