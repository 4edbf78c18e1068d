package dev.stemma.cli.command;

import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Style;
import dev.stemma.cli.term.Table;
import dev.stemma.cli.term.Terminal;
import dev.stemma.cli.term.Text;
import dev.stemma.cli.term.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One version on a screen. */
final class VersionPage {
    private static final int MOST_FILES = 12;

    private final Session session;
    private final Terminal terminal;

    VersionPage(Session session) {
        this.session = session;
        this.terminal = session.terminal();
    }

    void whole(Json.Obj version) {
        String message = version.optText("message")
                .filter(text -> !text.isEmpty())
                .map(text -> "  \"" + text + "\"")
                .orElse("");
        terminal.answer(Text.of(Style.BOLD, version.text("ref"))
                .and("  " + version.text("digest") + message + "  " + version.text("createdBy") + ", "
                        + Units.ago(
                                version.text("createdAt"),
                                Instant.now(session.world().clock()))));
        if (version.has("yanked")) {
            terminal.answer(Text.of(Style.RED, "yanked    ").and(Shown.yanked(version)));
        }
        if (version.has("removed")) {
            terminal.answer(Text.of(Style.RED, "removed   ").and(Shown.mark(version, "removed")));
        }
        line("aliases", Shown.value(version.array("aliases")));
        line("labels", Shown.value(version.array("labels")));
        interfaceLines(version.object("interface"));
        line("metrics", Shown.values(version.object("metrics")));
        line("params", Shown.values(version.object("params")));
        line("tree", version.optText("tree").orElse(""));
        if (version.text("kind").equals("model")) {
            Json.Obj validation = version.object("validation");
            String suite =
                    validation.optText("suite").map(name -> " on " + name).orElse("");
            terminal.answer(label("validated")
                    .and(Shown.validation(validation, terminal))
                    .and(suite));
        }
        lineage(version);
        fileLines(version.array("files").objects(), version.integer("sizeBytes"));
    }

    void files(Json.Obj version) {
        Table table = Table.plain();
        for (Json.Obj file : version.array("files").objects()) {
            table.row(file.text("sha256"), String.valueOf(file.integer("sizeBytes")), file.text("path"));
        }
        terminal.answer(table);
    }

    private void interfaceLines(Json.Obj facts) {
        if (facts.members().isEmpty()) {
            return;
        }
        line(
                "interface",
                tensors(facts.array("inputs")) + " " + terminal.glyphs().arrow() + " "
                        + tensors(facts.array("outputs")));
        List<String> more = new ArrayList<>();
        facts.optText("format").ifPresent(more::add);
        if (!facts.object("opsets").members().isEmpty()) {
            more.add("opset " + Shown.values(facts.object("opsets")));
        }
        for (String count : new String[] {"nodes", "tensors", "parameters"}) {
            if (facts.has(count)) {
                more.add(String.format(java.util.Locale.ROOT, "%,d %s", facts.integer(count), count));
            }
        }
        line("", String.join(", ", more));
    }

    private static String tensors(Json.Arr tensors) {
        return tensors.objects().stream()
                .map(tensor -> tensor.text("name") + " "
                        + tensor.optText("type").orElse("?") + "["
                        + tensor.array("shape").items().stream()
                                .map(Shown::value)
                                .collect(Collectors.joining(",")) + "]")
                .collect(Collectors.joining(", "));
    }

    private void lineage(Json.Obj version) {
        Json.Obj lineage = version.object("lineage");
        if (lineage.has("code")) {
            line("code", code(lineage.object("code")));
        }
        for (Json.Obj data : lineage.array("data").objects()) {
            line("data", data(data));
        }
        if (lineage.has("environment")) {
            Json.Obj lock = lineage.object("environment").object("lock");
            String packages = lock.has("packages")
                    ? ", " + Shown.count(lock.array("packages").items().size(), "package")
                    : "";
            line("env", lock.optText("path").orElse("recorded") + packages);
        }
        for (Json.Obj parent : version.array("parents").objects()) {
            String shown = parent.optText("ref").orElseGet(() -> parent.text("name") + "@" + parent.text("digest"));
            line("parent", shown + " (" + parent.text("relation") + ")");
        }
    }

    private static String code(Json.Obj code) {
        Json.Obj git = code.object("git");
        if (git.members().isEmpty()) {
            return "tree " + code.object("tree").optText("sha256").orElse("recorded");
        }
        String dirty = git.flag("dirty") ? ", uncommitted changes" : "";
        return git.optText("remote").map(remote -> remote + " ").orElse("") + "@ " + git.text("commit")
                + git.optText("branch").map(branch -> " (" + branch + ")").orElse("") + dirty;
    }

    private static String data(Json.Obj data) {
        Json.Obj dataset = data.object("dataset");
        if (dataset.has("name")) {
            return data.text("name") + " = dataset:" + dataset.text("name") + ":"
                    + dataset.optText("version").orElse("?");
        }
        String where = data.optText("url").or(() -> data.optText("path")).orElse("");
        String tree = data.optText("tree").map(digest -> "  " + digest).orElse("");
        return data.text("name") + " " + where + tree;
    }

    private void fileLines(List<Json.Obj> files, long total) {
        for (Json.Obj file : files.stream().limit(MOST_FILES).toList()) {
            line(
                    "file",
                    file.text("path") + "  " + Units.bytes(file.integer("sizeBytes")) + "  " + file.text("sha256"));
        }
        if (files.size() > MOST_FILES) {
            line(
                    "",
                    "and " + (files.size() - MOST_FILES) + " more; " + Units.bytes(total)
                            + " in all (--files lists them)");
        }
    }

    private void line(String name, String text) {
        if (!text.isEmpty()) {
            terminal.answer(label(name).and(text));
        }
    }

    private static Text label(String name) {
        return Text.of(Style.DIM, String.format("%-10s", name));
    }
}
