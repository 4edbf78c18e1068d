package dev.stemma.cli.command;

import dev.stemma.cli.capture.Captured;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.term.Units;
import dev.stemma.cli.transfer.LocalFile;
import java.util.ArrayList;
import java.util.List;

/** What push says on stderr while it works. */
final class PushReport {
    private static final int MOST_FILES = 5;

    private final Session session;
    private final Terminal terminal;

    PushReport(Session session) {
        this.session = session;
        this.terminal = session.terminal();
    }

    void files(List<LocalFile> files) {
        for (LocalFile file : files.stream().limit(MOST_FILES).toList()) {
            terminal.say("  file     " + file.path() + "  " + Units.bytes(file.sizeBytes()));
        }
        if (files.size() > MOST_FILES) {
            terminal.say("           and " + (files.size() - MOST_FILES) + " more");
        }
    }

    void lineage(Captured captured) {
        captured.code().ifPresent(code -> terminal.say("  code     " + code.summary()));
        captured.data().forEach(data -> terminal.say("  data     " + data.summary()));
        captured.environment().ifPresent(environment -> terminal.say("  env      " + environment.summary()));
        captured.run().ifPresent(run -> terminal.say("  values   " + run.summary()));
    }

    void done(PushFlow.Done done, Captured captured) {
        Json.Obj validation = done.version().object("validation");
        String queued = validation.has("state") && done.created() ? "   validation " + validation.text("state") : "";
        terminal.done(done.version().text("ref") + "   lineage " + captured.complete() + "/" + Captured.OF + queued);
        gaps(captured);
        terminal.next("stemma show " + done.version().text("ref"));
    }

    int dryRun(Reference model, List<LocalFile> files, Captured captured) {
        long bytes = files.stream().mapToLong(LocalFile::sizeBytes).sum();
        Json.Obj document = Json.document("push-plan")
                .with("name", model.name().toString())
                .with("files", files.stream().map(LocalFile::path).toList())
                .with("bytes", bytes)
                .with(
                        "documents",
                        captured.documents().stream()
                                .map(one -> (Json) one.document())
                                .toList())
                .with("lineage", completeness(captured));
        if (!session.answered(document)) {
            terminal.answer("would push " + files.size() + (files.size() == 1 ? " file, " : " files, ") + "at most "
                    + Units.bytes(bytes) + ", to " + model.name() + "   lineage " + captured.complete() + "/"
                    + Captured.OF);
            gaps(captured);
        }
        return Exit.OK.code();
    }

    static Json.Obj completeness(Captured captured) {
        List<Json> missing = new ArrayList<>();
        captured.gaps()
                .forEach(gap ->
                        missing.add(Json.object().with("fact", gap.fact()).with("remedy", gap.remedy())));
        return Json.object()
                .with("complete", captured.complete())
                .with("of", Captured.OF)
                .with("missing", new Json.Arr(missing));
    }

    private void gaps(Captured captured) {
        captured.gaps().forEach(gap -> terminal.say("  missing  " + gap.fact() + ": push with " + gap.remedy()));
    }
}
