package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Table;
import dev.stemma.cli.term.Units;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Collects what no version needs. */
@Command(
        name = "gc",
        description = "Collect what no version needs any more, for administrators of the registry.",
        footer = {"", "Example: stemma gc --dry-run"})
final class GcCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--dry-run", description = "Print what would go and what it would free; change nothing.")
    boolean dryRun;

    @Option(
            names = "--yes-really",
            description = "Delete objects without a row even if they are more than a tenth of the store.")
    boolean anyway;

    GcCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (dryRun) {
            plan();
        } else {
            run();
        }
        return Exit.OK.code();
    }

    private void plan() {
        Json.Obj plan = session.registry().get("/admin/gc");
        if (session.answered(Json.document("gc-plan").and(plan))) {
            return;
        }
        var terminal = session.terminal();
        terminal.answer("not needed: " + Shown.count(plan.integer("files"), "file") + ", "
                + Shown.count(plan.integer("chunks"), "chunk") + ", " + Units.bytes(plan.integer("freesBytes")));
        terminal.answer("without a row: " + orphans(plan.object("orphans")));
        if (plan.integer("unknownFiles") > 0) {
            terminal.answer(Shown.count(plan.integer("unknownFiles"), "file")
                    + " whose chunks are not known: no chunk is collected until they are; see the registry's log");
        }
        Table table = Table.plain();
        for (Json.Obj version : plan.array("versions").objects()) {
            table.row(
                    version.text("ref"),
                    Units.bytes(version.integer("logicalBytes")),
                    "frees " + Units.bytes(version.integer("freesBytes")),
                    "removed " + version.text("removedAt"));
        }
        terminal.answer(table);
        for (Json.Obj wrong : plan.array("wrongCounts").objects()) {
            terminal.answer("namespace " + wrong.text("namespace") + " counts " + wrong.integer("countedBytes")
                    + " bytes, but its versions add up to " + wrong.integer("actualBytes"));
        }
    }

    private void run() {
        Json.Obj done = session.registry()
                .send(Call.json("POST", "/admin/gc" + (anyway ? "?anyway=true" : ""), Json.object()))
                .json();
        if (session.answered(Json.document("gc").and(done))) {
            return;
        }
        session.terminal()
                .done("collected " + Shown.count(done.integer("files"), "file") + ", "
                        + Shown.count(done.integer("places"), "chunk") + ", "
                        + Shown.count(done.integer("objects"), "object"));
        session.terminal().answer("without a row: " + orphans(done.object("orphans")));
    }

    private static String orphans(Json.Obj orphans) {
        String refused = orphans.text("refused");
        return Shown.count(orphans.integer("orphans"), "object") + ", " + Units.bytes(orphans.integer("orphanBytes"))
                + (refused.isEmpty() ? "" : " (left alone: " + refused + "; --yes-really deletes them)");
    }
}
