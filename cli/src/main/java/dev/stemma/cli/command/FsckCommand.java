package dev.stemma.cli.command;

import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Units;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks what the registry stores. */
@Command(
        name = "fsck",
        description =
                "Check everything that the registry stores, for its administrators: name what is damaged, take it out of use.",
        footer = {
            "",
            "Exits with 7 if something is damaged. Pushing the same files again heals it.",
            "Example: stemma fsck --deep"
        })
final class FsckCommand implements Callable<Integer> {
    private static final int MOST_CHUNKS = 3;

    private final Session session;

    @Option(names = "--deep", description = "Decode every chunk and put every file together, too.")
    boolean deep;

    FsckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Json.Obj report = session.registry()
                .send(Call.json("POST", "/admin/fsck" + (deep ? "?deep=true" : ""), Json.object()))
                .json();
        if (!session.answered(Json.document("fsck").and(report))) {
            print(report);
        }
        return report.integer("damaged") == 0 ? Exit.OK.code() : Exit.INTEGRITY.code();
    }

    private void print(Json.Obj report) {
        var terminal = session.terminal();
        for (Json.Obj damage : report.array("damages").objects()) {
            terminal.answer(damage.text("object") + "  " + damage.text("part") + ": " + damage.text("reason"));
            List<String> chunks = damage.array("chunks").texts();
            chunks.stream().limit(MOST_CHUNKS).forEach(chunk -> terminal.answer("  chunk " + chunk));
            if (chunks.size() > MOST_CHUNKS) {
                terminal.answer("  and " + Shown.count(chunks.size() - MOST_CHUNKS, "more chunk"));
            }
            damage.array("files").texts().forEach(file -> terminal.answer("  " + file));
        }
        for (Json.Obj wrong : report.array("wrongCounts").objects()) {
            terminal.answer("namespace " + wrong.text("namespace") + " counts " + wrong.integer("countedBytes")
                    + " bytes, but its versions add up to " + wrong.integer("actualBytes"));
        }
        Json.Obj orphans = report.object("orphans");
        terminal.answer(Shown.count(report.integer("packs"), "pack") + ", "
                + Shown.count(report.integer("files"), "file") + ", "
                + Units.bytes(report.integer("bytes")) + " looked at; "
                + Shown.count(report.integer("damaged"), "object") + " damaged; "
                + Shown.count(orphans.integer("orphans"), "object") + " without a row");
    }
}
