package dev.stemma.cli.command;

import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Style;
import dev.stemma.cli.term.Table;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.term.Text;
import dev.stemma.cli.term.Units;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** History on a screen: a line for each version, an indented one for each move of an alias. */
final class LogPage {
    private final Terminal terminal;
    private final Instant now;

    LogPage(Session session) {
        this.terminal = session.terminal();
        this.now = Instant.now(session.world().clock());
    }

    void print(List<Json.Obj> entries) {
        Table table = Table.plain();
        for (Json.Obj entry : entries) {
            table.row(entry.text("type").equals("version") ? version(entry) : move(entry));
        }
        terminal.answer(table);
    }

    private List<Text> version(Json.Obj entry) {
        String aliases =
                entry.array("aliases").texts().stream().map(name -> "@" + name).collect(Collectors.joining(" "));
        String labels = String.join(" ", entry.array("labels").texts());
        Text state;
        if (entry.has("removed")) {
            state = Text.of(Style.RED, "removed");
        } else if (entry.has("yanked")) {
            state = Text.of(Style.RED, "yanked: " + Shown.yanked(entry));
        } else {
            state = Text.of(Style.CYAN, (aliases + " " + labels).strip());
        }
        return List.of(
                Text.of(Style.BOLD, entry.text("version")),
                Text.of(Units.ago(entry.text("at"), now)),
                Text.of(entry.text("createdBy")),
                state,
                Text.of(Shown.values(entry.object("metrics"))),
                Text.of(entry.optText("message").orElse("")));
    }

    private List<Text> move(Json.Obj entry) {
        String from = entry.optText("from").orElse(terminal.glyphs().none());
        String to = entry.optText("to").orElse(terminal.glyphs().none());
        String reason = entry.optText("reason").map(text -> " \"" + text + "\"").orElse("");
        String promotion = entry.has("promotion") ? "promotion " + entry.integer("promotion") : "";
        return List.of(
                Text.of(Style.DIM, terminal.look().ascii() ? "  `-" : "  ⤷"),
                Text.of(Units.ago(entry.text("at"), now)),
                Text.of(entry.text("by")),
                Text.of(Style.CYAN, "@" + entry.text("alias"))
                        .and(" " + from + " " + terminal.glyphs().arrow() + " " + to),
                Text.of(promotion),
                Text.of(reason.strip()));
    }
}
