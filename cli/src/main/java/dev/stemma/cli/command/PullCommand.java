package dev.stemma.cli.command;

import dev.stemma.cli.config.Durations;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a version's files into a folder. */
@Command(
        name = "pull",
        description = {
            "Bring the files of a version into a folder, verified.",
            "Run it again after a cut: it continues where it stopped."
        },
        footer = {
            "",
            "Example: stemma pull acme/sentiment@production -o models/",
            "Example: stemma pull acme/sentiment@production -o current --watch --exec 'systemctl reload scorer'"
        })
final class PullCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "REF", description = "A version; the project's model when left out.")
    @Nullable String reference;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder to install in.")
    String output = ".";

    @Option(names = "--include", paramLabel = "GLOB", description = "Only files whose path matches; may be repeated.")
    List<String> include = List.of();

    @Option(names = "--force", description = "Replace files that are there and differ.")
    boolean force;

    @Option(names = "--save", description = "Pin what it means now in stemma.lock.")
    boolean save;

    @Option(names = "--update", description = "Pull what the references in stemma.lock mean now, and pin that.")
    boolean update;

    @Option(
            names = "--locked",
            description = "Pull what stemma.lock says; exit 5 if a reference means something else by now.")
    boolean locked;

    @Option(names = "--watch", description = "Keep DIR, a link, at what REF means, until interrupted.")
    boolean watch;

    @Option(names = "--once", description = "With --watch: look once.")
    boolean once;

    @Option(
            names = "--exec",
            paramLabel = "CMD",
            description = "With --watch: run this in a shell after every change, with STEMMA_REF, STEMMA_VERSION,"
                    + " STEMMA_DIGEST and STEMMA_DIR set; again until it ends with 0.")
    @Nullable String exec;

    @Option(names = "--interval", paramLabel = "DUR", description = "With --watch: look so often (default: 30s).")
    @Nullable String interval;

    @Option(names = "--keep", paramLabel = "N", description = "With --watch: keep so many versions (default: 2).")
    @Nullable Integer keep;

    @Option(names = "--jobs", paramLabel = "N", description = "So many files at once (default: 4).")
    @Nullable Integer jobs;

    PullCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (watch) {
            watch();
            return Exit.OK.code();
        }
        if (once || exec != null || interval != null || keep != null) {
            throw CliException.usage("--once, --exec, --interval and --keep go with --watch");
        }
        List<Json.Obj> items = items();
        if (!session.answered(Json.document("pull").with("items", items))) {
            items.forEach(item -> item.array("files")
                    .objects()
                    .forEach(file -> session.terminal().answer(file.text("path"))));
        }
        return Exit.OK.code();
    }

    private List<Json.Obj> items() throws IOException {
        LockedPull.Way way = way();
        LockedPull pull = new LockedPull(session, way, this::flow);
        Path target = session.environment().resolve(output);
        if (reference != null && way == LockedPull.Way.PINNED) {
            return List.of(flow(target, include).run(session.reference(reference, Kind.MODEL)));
        }
        if (reference != null) {
            return pull.run(session.reference(reference, Kind.MODEL), target, include);
        }
        if (way != LockedPull.Way.SAVE && (way != LockedPull.Way.PINNED || pull.pinned())) {
            return pull.run(null, target, include);
        }
        Reference model = model();
        return way == LockedPull.Way.SAVE
                ? pull.run(model, target, include)
                : List.of(flow(target, include).run(model));
    }

    private Reference model() {
        String typed = reference == null ? session.settings().value("model").orElse("") : reference;
        if (typed.isEmpty()) {
            throw CliException.usage("no version is named").help("stemma pull NS/NAME@production -o DIR");
        }
        return session.reference(typed, Kind.MODEL);
    }

    private LockedPull.Way way() {
        if ((save ? 1 : 0) + (update ? 1 : 0) + (locked ? 1 : 0) > 1) {
            throw CliException.usage("pull takes one of --save, --update and --locked");
        }
        if (save) {
            return LockedPull.Way.SAVE;
        }
        return update ? LockedPull.Way.UPDATE : locked ? LockedPull.Way.LOCKED : LockedPull.Way.PINNED;
    }

    private PullFlow flow(Path target, List<String> globs) {
        return new PullFlow(session, target, jobs(), force, globs);
    }

    private void watch() throws IOException {
        if (save || update || locked) {
            throw CliException.usage("--watch follows a reference, and a lock file holds on to one");
        }
        if (output.equals(".")) {
            throw CliException.usage("--watch needs a folder of its own: -o DIR");
        }
        Duration every = Durations.parse(interval == null ? "30s" : interval)
                .filter(Duration::isPositive)
                .orElseThrow(() -> CliException.usage("--interval takes a duration such as 30s"));
        if (keep != null && (keep < 1 || keep > 1000)) {
            throw CliException.usage("--keep takes a number from 1 to 1000");
        }
        Watch watching = new Watch(
                session,
                model(),
                session.environment().resolve(output),
                folder -> flow(folder, include),
                every,
                keep == null ? 2 : keep,
                exec);
        if (once) {
            watching.once();
        } else {
            watching.forEver();
        }
    }

    private int jobs() {
        if (jobs != null && (jobs < 1 || jobs > 32)) {
            throw CliException.usage("--jobs takes a number from 1 to 32");
        }
        return jobs == null ? session.settings().jobs() : jobs;
    }
}
