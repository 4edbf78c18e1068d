package dev.stemma.cli.command;

import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What versions take in storage. */
@Command(
        name = "du",
        description =
                "Show what versions take in storage: sizes of files, bytes stored, and what removing a version would free.",
        footer = {"", "Example: stemma du acme/sentiment"})
final class DuCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "NS/NAME|REF",
            description = "All versions of a name, or one version; stemma.yaml's model without it.")
    @Nullable String what;

    DuCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String typed = what != null
                ? what
                : session.settings()
                        .value("model")
                        .orElseThrow(() -> CliException.usage("du lacks a name").help("stemma du NS/NAME"));
        Reference wanted = session.reference(typed, Kind.MODEL);
        if (wanted.selector() == null) {
            all(wanted);
        } else {
            one(wanted);
        }
        return Exit.OK.code();
    }

    private void all(Reference name) {
        Registry registry = session.registry(name);
        String path = Routes.name(name.kind(), name.name()) + "/storage?limit=1000";
        Json.Obj first = registry.get(path);
        List<Json.Obj> items = new ArrayList<>(first.array("items").objects());
        String next = first.optText("next").orElse("");
        while (!next.isEmpty()) {
            Json.Obj page = registry.get(path + "&cursor=" + Routes.encode(next));
            items.addAll(page.array("items").objects());
            next = page.array("items").items().isEmpty()
                    ? ""
                    : page.optText("next").orElse("");
        }
        Json.Obj document = Json.document("du")
                .with("kind", first.text("kind"))
                .with("name", first.text("name"))
                .with("versions", first.integer("versions"))
                .with("totals", first.object("totals"))
                .with("items", items);
        if (!session.answered(document)) {
            new StoragePage(session).versions(items, first.object("totals"));
        }
    }

    private void one(Reference reference) {
        Json.Obj version = session.version(reference);
        Json.Obj storage = session.registry(reference)
                .get(Routes.version(reference.kind(), reference.name(), version.text("version")) + "/storage");
        if (!session.answered(Json.document("storage").and(storage))) {
            new StoragePage(session).versions(List.of(storage), Json.object());
        }
    }
}
