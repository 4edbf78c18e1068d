package dev.stemma.cli.command;

import dev.stemma.cli.capture.Capture;
import dev.stemma.cli.capture.Parent;
import dev.stemma.cli.capture.Resolver;
import dev.stemma.cli.http.Registry;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Name;
import dev.stemma.cli.transfer.FileEntry;
import dev.stemma.cli.transfer.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parents of what is pushed: as typed, else the version that the folder was pulled from, unless nothing changed since. */
final class Parents {
    private final Session session;
    private final List<Parent> typed;
    private final Optional<Origin> origin;
    private List<Parent> used = List.of();

    Parents(Session session, Registry registry, List<String> from, List<Path> pushed) {
        this.session = session;
        this.typed = Capture.parents(from, session.resolver());
        this.origin = typed.isEmpty() ? origin(registry, pushed) : Optional.empty();
    }

    List<Parent> of(List<FileEntry> sent) {
        used = origin.filter(one -> !one.same(sent))
                .map(one -> List.of(new Parent(
                        new Resolver.Resolved(one.kind(), one.name(), one.version(), one.digest()), "derived")))
                .orElse(typed);
        return used;
    }

    /** The names of what may be its parents. */
    Set<String> names() {
        return Stream.concat(
                        typed.stream().map(parent -> parent.version().name()),
                        origin.stream().map(Origin::name))
                .map(Name::toString)
                .collect(Collectors.toSet());
    }

    void say() {
        for (Parent parent : used) {
            String note = typed.isEmpty() ? "; this folder was pulled from it" : "";
            session.terminal().say("  parent   " + parent.version().shown() + " (" + parent.relation() + note + ")");
        }
    }

    List<String> shown() {
        return used.stream()
                .map(parent -> parent.version().shown() + "=" + parent.relation())
                .toList();
    }

    /** The names that a version comes from. */
    static Set<String> names(Json.Obj version) {
        return version.get("parents") instanceof Json.Arr parents
                ? parents.objects().stream()
                        .flatMap(parent -> parent.optText("name").stream())
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static Optional<Origin> origin(Registry registry, List<Path> pushed) {
        return pushed.stream()
                .map(path ->
                        Files.isDirectory(path) ? path : path.toAbsolutePath().getParent())
                .flatMap(folder -> folder == null ? java.util.stream.Stream.empty() : Origin.of(folder).stream())
                .filter(one -> one.kind() == Kind.MODEL
                        && one.server().equals(registry.endpoint().toString()))
                .findFirst();
    }
}
