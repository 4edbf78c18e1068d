package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Call;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonWriter;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.term.Escape;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a version came from, and what came of it. */
@Command(
        name = "lineage",
        description = "Show where a version came from (--up) and what came of it (--down).",
        footer = {"", "Example: stemma lineage dataset:acme/reviews:v12 --down"})
final class LineageCommand implements Callable<Integer> {
    private static final String STEPS = "all|[0-9]{1,4}";

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "REF", description = "A version; the latest when a name stands alone.")
    @Nullable String reference;

    @Option(
            names = "--up",
            arity = "0..1",
            fallbackValue = "all",
            paramLabel = "N",
            description = "Ancestors, N steps (all without N).")
    @Nullable String up;

    @Option(
            names = "--down",
            arity = "0..1",
            fallbackValue = "all",
            paramLabel = "N",
            description = "Descendants, N steps (all without N).")
    @Nullable String down;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "tree",
            description = "tree, json, dot or mermaid.")
    String format = "tree";

    LineageCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reference focus = session.reference(focus(), Kind.MODEL);
        Registry registry = session.registry(focus);
        String pinned = focus.kind().word() + ":" + focus.name() + ":"
                + session.version(focus).text("version");
        String query = "/lineage?focus=" + Routes.encode(pinned) + "&up=" + steps(up, down == null) + "&down="
                + steps(down, up == null);
        switch (session.json() ? "json" : format) {
            case "tree" ->
                new LineageTree(session.terminal())
                        .print(registry.get(query), up != null || down == null, down != null || up == null);
            case "json" ->
                session.terminal()
                        .document(JsonWriter.pretty(Json.document("lineage").and(registry.get(query))));
            case "dot", "mermaid" -> {
                byte[] text =
                        registry.send(Call.get(query + "&format=" + format)).body();
                session.terminal().document(lines(new String(text, StandardCharsets.UTF_8)));
            }
            default -> throw CliException.usage("--format takes tree, json, dot or mermaid, not '" + format + "'");
        }
        return Exit.OK.code();
    }

    /** The reference; in {@code --up REF} the parser takes it for the number of steps. */
    private String focus() {
        if (reference != null) {
            return reference;
        }
        if (up != null && !up.matches(STEPS)) {
            String taken = up;
            up = "all";
            return taken;
        }
        if (down != null && !down.matches(STEPS)) {
            String taken = down;
            down = "all";
            return taken;
        }
        throw CliException.usage("no version is named").help("stemma lineage NS/NAME:v3 --up");
    }

    private static String steps(@Nullable String typed, boolean otherwise) {
        if (typed == null) {
            return otherwise ? "all" : "0";
        }
        if (!typed.matches(STEPS)) {
            throw CliException.usage("--up and --down take a number of steps, not '" + typed + "'")
                    .help("write --up=2 or --up");
        }
        return typed;
    }

    private static String lines(String text) {
        return text.lines()
                .map(line -> Escape.printable(line.replace("\t", "  ")))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
