package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Answer;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.term.Style;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.term.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What promote and rollback share: the holder that is expected, and the decision on the screen. */
final class Stages {
    private final Session session;
    private final Registry registry;

    Stages(Session session, Registry registry) {
        this.session = session;
        this.registry = registry;
    }

    /** A stage's name, checked here because it becomes part of a path. */
    static String checked(String stage) {
        String name = stage.startsWith("@") ? stage.substring(1) : stage;
        if (!Name.valid(name)) {
            throw CliException.usage("'" + stage + "' is not the name of a stage or alias");
        }
        return name;
    }

    /** The version that the stage must hold for the move to happen, or {@code none}. */
    String expected(String name, String stage, @Nullable String typed) {
        if (typed != null) {
            if (!typed.matches("v[1-9][0-9]*|none")) {
                throw CliException.usage("--expect takes vN or none, not '" + typed + "'");
            }
            return typed;
        }
        Optional<Answer> holder = registry.find(name + "/aliases/" + Routes.encode(checked(stage)), "ALIAS_NOT_FOUND");
        return holder.flatMap(answer -> answer.json().optText("version")).orElse("none");
    }

    /** Prints the decision; exit 6 unless it was applied, is pending, or would be. */
    Exit report(Json.Obj promotion, boolean dryRun) {
        String state = promotion.text("state");
        Exit exit = state.equals("applied") || state.equals("pending") || (dryRun && passes(promotion))
                ? Exit.OK
                : Exit.REFUSED;
        if (!session.answered(Json.document("promotion").and(promotion).with("dryRun", dryRun))) {
            print(promotion, state, exit, dryRun);
        }
        return exit;
    }

    private static boolean passes(Json.Obj promotion) {
        return promotion.array("gates").objects().stream()
                        .noneMatch(gate -> gate.text("outcome").equals("failed"))
                && !promotion.text("state").equals("refused");
    }

    private void print(Json.Obj promotion, String state, Exit exit, boolean dryRun) {
        Terminal terminal = session.terminal();
        String from = promotion.optText("from").orElse(terminal.glyphs().none());
        terminal.answer(Text.of("  @" + promotion.text("stage") + "  " + from + " "
                + terminal.glyphs().arrow() + " " + promotion.optText("to").orElse("?")));
        for (Json.Obj gate : promotion.array("gates").objects()) {
            terminal.answer(Text.of(Style.DIM, "  gate  ")
                    .and(String.format("%-22s ", gate.text("gate")))
                    .and(outcome(gate.text("outcome")))
                    .and("  " + gate.optText("detail").orElse("")));
        }
        String number =
                dryRun ? "dry run: " : promotion.has("id") ? "promotion " + Shown.value(promotion.get("id")) + " " : "";
        Text sign = exit == Exit.OK
                ? Text.of(Style.GREEN, terminal.glyphs().ok())
                : Text.of(Style.RED, terminal.glyphs().fail());
        terminal.answer(sign.and(" " + number + state + ": " + promotion.text("name") + "@" + promotion.text("stage")));
    }

    private Text outcome(String outcome) {
        Terminal terminal = session.terminal();
        return switch (outcome) {
            case "passed" -> Text.of(Style.GREEN, terminal.glyphs().ok() + " passed");
            case "failed" -> Text.of(Style.RED, terminal.glyphs().fail() + " failed");
            default -> Text.of(Style.YELLOW, terminal.glyphs().warn() + " " + outcome);
        };
    }
}
