package dev.stemma.cli.command;

import dev.stemma.cli.config.Project;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.transfer.LocalFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Suites: pushed from a folder, or named for a validation. */
final class Suites {
    private final Session session;

    Suites(Session session) {
        this.session = session;
    }

    /** Pushes a folder as a version of a suite. */
    PushFlow.Done push(Path folder, Name name, Registry registry, @Nullable String message, @Nullable Integer jobs) {
        if (!Files.isDirectory(folder)) {
            throw CliException.usage(folder + " is not a folder").cause("a suite is a folder of cases");
        }
        PushFlow flow = new PushFlow(session, registry, Kind.SUITE, name, jobs);
        PushFlow.Done done = flow.run(
                LocalFiles.below(List.of(folder)), List.of(), sent -> Json.object(), PushFlow.Wishes.plain(message));
        flow.say(done);
        return done;
    }

    /**
     * The suite for a validation, as the wire wants it: what was typed, else what the project says, else empty for the registry to
     * decide. A folder is pushed as {@code NS/NAME-suite} first.
     */
    Optional<String> forValidation(@Nullable String typed, Reference model, Registry registry) {
        Optional<String> wanted =
                Optional.ofNullable(typed).or(() -> session.settings().project().flatMap(Project::suite));
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Path folder = typed == null
                ? session.settings()
                        .project()
                        .map(Project::root)
                        .orElse(Path.of(""))
                        .resolve(wanted.get())
                : session.environment().resolve(wanted.get());
        if (Files.isDirectory(folder)) {
            Name name = new Name(model.name().namespace(), model.name().id() + "-suite");
            return Optional.of(
                    push(folder, name, registry, null, null).version().text("ref"));
        }
        Reference suite = session.reference(wanted.get(), Kind.SUITE);
        return Optional.of(
                Reference.to(Kind.SUITE, suite.name(), suite.effective()).toString());
    }
}
