package dev.stemma.cli.command;

import dev.stemma.cli.http.Routes;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.term.Table;
import dev.stemma.cli.term.Text;
import dev.stemma.cli.term.Units;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tables of names and of versions, shared by the commands that list. */
final class Listing {
    private final Session session;
    private final int limit;

    Listing(Session session, int limit) {
        this.session = session;
        this.limit = limit;
    }

    void names(Kind kind, @Nullable String namespace, @Nullable String query, String sort) {
        String path = "/" + kind.plural() + "?sort=" + sort
                + (namespace == null ? "" : "&ns=" + Routes.encode(namespace))
                + (query == null ? "" : "&q=" + Routes.encode(query));
        List<Json.Obj> items = session.registry().list(path, limit);
        if (session.answered(Json.document("list").with("kind", kind.word()).with("items", items))) {
            return;
        }
        if (items.isEmpty()) {
            session.terminal().say("no " + kind.plural() + " here that you may read");
            session.terminal()
                    .next(
                            kind == Kind.MODEL
                                    ? "stemma push FILE NS/NAME"
                                    : "stemma " + kind.word() + " add DIR NS/NAME");
            return;
        }
        session.terminal().answer(kind == Kind.MODEL ? models(items) : others(kind, items));
    }

    private Table models(List<Json.Obj> items) {
        Table table = Table.of("MODEL", "LATEST", "ALIASES", "METRICS", "VALIDATED", "UPDATED");
        for (Json.Obj item : items) {
            table.row(List.of(
                    Text.of(item.text("name")),
                    Text.of(none(item.optText("latest").orElse(""))),
                    Text.of(none(Shown.aliases(item.object("aliases")))),
                    Text.of(none(Shown.values(item.object("metrics")))),
                    Shown.validation(item.object("validation"), session.terminal()),
                    Text.of(ago(item, "updatedAt"))));
        }
        return table;
    }

    private Table others(Kind kind, List<Json.Obj> items) {
        Table table = Table.of(kind.word().toUpperCase(Locale.ROOT), "LATEST", "VERSIONS", "DESCRIPTION", "UPDATED");
        for (Json.Obj item : items) {
            table.row(
                    item.text("name"),
                    none(item.optText("latest").orElse("")),
                    String.valueOf(item.integer("versions")),
                    none(item.optText("description").orElse("")),
                    ago(item, "updatedAt"));
        }
        return table;
    }

    private static String state(Json.Obj version) {
        if (version.has("removed")) {
            return " (removed)";
        }
        return version.has("yanked") ? " (yanked)" : "";
    }

    void versions(Reference name) {
        List<Json.Obj> items = session.registry(name).list(Routes.name(name.kind(), name.name()) + "/versions", limit);
        Json.Obj document = Json.document("versions")
                .with("kind", name.kind().word())
                .with("name", name.name().toString());
        if (session.answered(document.with("items", items))) {
            return;
        }
        Table table = Table.of("VERSION", "DIGEST", "SIZE", "ALIASES", "LABELS", "BY", "CREATED", "MESSAGE");
        for (Json.Obj item : items) {
            table.row(
                    item.text("version") + state(item),
                    item.text("digest")
                            .substring(0, Math.min(19, item.text("digest").length())),
                    Units.bytes(item.integer("sizeBytes")),
                    none(Shown.value(item.array("aliases"))),
                    none(Shown.value(item.array("labels"))),
                    item.text("createdBy"),
                    ago(item, "createdAt"),
                    item.optText("message").orElse(""));
        }
        session.terminal().answer(table);
    }

    private String none(String text) {
        return Shown.orNone(text, session.terminal());
    }

    private String ago(Json.Obj item, String key) {
        return Units.ago(item.text(key), Instant.now(session.world().clock()));
    }
}
