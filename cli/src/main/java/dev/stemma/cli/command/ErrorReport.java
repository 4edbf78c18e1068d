package dev.stemma.cli.command;

import dev.stemma.cli.config.Environment;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Answer;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonException;
import dev.stemma.cli.json.JsonWriter;
import dev.stemma.cli.term.Escape;
import dev.stemma.cli.term.Style;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.term.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says on stderr what went wrong: lines for people, one object with {@code --json}. */
final class ErrorReport {
    private static final int LONGEST_LINE = 1000;

    private final Terminal terminal;
    private final Environment environment;
    private final boolean json;
    private final boolean debug;

    ErrorReport(World world, boolean json, boolean debug) {
        this.terminal = world.terminal();
        this.environment = world.environment();
        this.json = json;
        this.debug = debug || world.environment().variable("STEMMA_DEBUG").isPresent();
    }

    /** Reports it and gives the exit code. */
    int report(Throwable thrown) {
        CliException failure = switch (thrown) {
            case CliException known -> known;
            case JsonException shape -> Answer.malformed(shape);
            case IOException local ->
                CliException.of(Exit.FAILED, "LOCAL_IO", "a file could not be read or written")
                        .cause(String.valueOf(local))
                        .from(local);
            default -> bug(thrown);
        };
        if (json) {
            terminal.complain(Text.of(JsonWriter.compact(document(failure))));
        } else {
            lines(failure);
        }
        if (debug) {
            trace(thrown).lines().forEach(line -> terminal.complain(Text.of(line)));
        }
        return failure.exit().code();
    }

    private void lines(CliException failure) {
        terminal.complain(Text.of(Style.RED, "error: ").and(cut(failure.message())));
        failure.causes().stream()
                .limit(2)
                .forEach(cause ->
                        terminal.complain(Text.of(Style.YELLOW, "cause: ").and(cut(cause))));
        if (failure.hint() != null) {
            terminal.complain(Text.of(Style.CYAN, "help:  ").and(cut(failure.hint())));
        }
        if (failure.requestId() != null) {
            terminal.complain(Text.of(Style.DIM, "see:   ").and("request " + cut(failure.requestId())));
        }
    }

    private static Json.Obj document(CliException failure) {
        return Json.document("error")
                .with("code", failure.code())
                .with("message", cut(failure.message()))
                .with("causes", failure.causes().stream().map(ErrorReport::cut).toList())
                .with("hint", failure.hint())
                .with("requestId", failure.requestId())
                .with("retryable", failure.retryable())
                .with("exit", failure.exit().code());
    }

    private CliException bug(Throwable thrown) {
        CliException failure = CliException.of(Exit.FAILED, "INTERNAL_CLI", "stemma failed: " + thrown);
        try {
            Path log = Files.createDirectories(environment.stateDir()).resolve("last-error.log");
            Files.writeString(log, trace(thrown));
            return failure.help("this is a fault of stemma; please report it with " + log);
        } catch (IOException nowhere) {
            return failure.help("this is a fault of stemma; please report it with the output of --debug");
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String cut(String text) {
        return Escape.printable(text, LONGEST_LINE);
    }
}
