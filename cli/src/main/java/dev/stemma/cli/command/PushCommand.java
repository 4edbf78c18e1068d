package dev.stemma.cli.command;

import dev.stemma.cli.capture.Captured;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.ref.ReferenceParser;
import dev.stemma.cli.transfer.LocalFile;
import dev.stemma.cli.transfer.LocalFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores files as a new version, with where they came from. */
@Command(
        name = "push",
        description = {
            "Store files as a new version of a model, with their lineage.",
            "Run it again after a cut: only what is missing travels. The same content again makes no new version."
        },
        footer = {
            "",
            "Example: stemma push out/model.onnx acme/sentiment -m \"add 2026-10 reviews\" --data train=data/train",
            "Relations for --from: finetune quantize distill prune merge convert derived."
        })
final class PushCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|DIR... NS/NAME",
            description = "Files and folders, and the model behind them (default: files and model of stemma.yaml).")
    List<String> arguments = List.of();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What is new.")
    @Nullable String message;

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "An immutable label for the version. May be repeated.")
    List<String> labels = List.of();

    @Option(names = "--alias", paramLabel = "ALIAS", description = "An alias to point at the version. May be repeated.")
    List<String> aliases = List.of();

    @Mixin
    LineageOptions lineage = new LineageOptions();

    @Option(
            names = "--suite",
            paramLabel = "REF|DIR",
            description = "The suite to validate with; a folder is pushed as NS/NAME-suite.")
    @Nullable String suite;

    @Option(names = "--no-validate", description = "Queue no validation.")
    boolean noValidate;

    @Option(names = "--wait", description = "Wait for the validation; exit 6 if it failed.")
    boolean wait;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Show what would be captured and sent.")
    boolean dryRun;

    @Option(names = "--jobs", paramLabel = "N", description = "So many transfers at once (default: 4).")
    @Nullable Integer jobs;

    PushCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (wait && noValidate) {
            throw CliException.usage("--wait waits for a validation, and --no-validate wants none");
        }
        labels.stream()
                .filter(label -> !ReferenceParser.label(label))
                .findFirst()
                .ifPresent(label -> {
                    throw CliException.usage("'" + label + "' is not a label")
                            .cause("a label is of letters, digits and . + - , and not of the form v3");
                });
        PushArguments targets = PushArguments.parse(session, arguments);
        List<LocalFile> files = LocalFiles.below(targets.paths());
        Reference model = targets.name();
        PushReport report = new PushReport(session);
        report.files(files);
        Captured captured = lineage.capture(session, targets.paths());
        report.lineage(captured);
        if (dryRun) {
            return report.dryRun(model, files, captured);
        }
        return push(model, targets.paths(), files, captured, report);
    }

    private int push(Reference model, List<Path> paths, List<LocalFile> files, Captured captured, PushReport report) {
        Registry registry = session.registry(model);
        Optional<String> with = new Suites(session).forValidation(suite, model, registry);
        PushFlow flow = new PushFlow(session, registry, model.kind(), model.name(), jobs);
        Parents parents = new Parents(session, registry, lineage.from, paths);
        PushFlow.Wishes wishes = new PushFlow.Wishes(
                message, labels, aliases.stream().map(Stages::checked).toList(), !noValidate, with.orElse(null));
        PushFlow.Done done = flow.kin(parents.names())
                .run(
                        files,
                        captured.documents(),
                        sent -> captured.with(parents.of(sent)).manifestMembers(),
                        wishes);
        parents.say();
        flow.say(done);
        report.done(done, captured);
        Json.Obj verdict = wait
                ? new Validations(session, registry)
                        .await(model.name(), done.version().object("validation"))
                : Json.object();
        Exit exit = verdict.members().isEmpty() ? Exit.OK : Validations.exit(verdict);
        Json.Obj document = done.document()
                .with("lineage", PushReport.completeness(captured))
                .with("validation", done.version().get("validation"))
                .with("parents", parents.shown());
        if (!session.answered(verdict.members().isEmpty() ? document : document.with("report", verdict))) {
            session.terminal().answer(done.version().text("ref"));
        }
        return exit.code();
    }
}
