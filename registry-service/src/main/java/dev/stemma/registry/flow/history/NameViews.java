package dev.stemma.registry.flow.history;

import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.NameEntry;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.port.Refs;
import dev.stemma.registry.port.ValidationQueue;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Gathers what is shown beside a name: three look-ups by key each. */
@ApplicationScoped
class NameViews {

    private final Versions versions;
    private final Refs refs;
    private final ValidationQueue queue;

    NameViews(Versions versions, Refs refs, ValidationQueue queue) {
        this.versions = versions;
        this.refs = refs;
        this.queue = queue;
    }

    NameView of(NameEntry entry) {
        if (entry.versions() == 0) {
            return new NameView(entry, Optional.empty(), List.of(), Optional.empty());
        }
        Optional<Version> latest = versions.latest(entry.name());
        Optional<Job> report = entry.kind() == Kind.MODEL
                ? latest.flatMap(version -> queue.newestReport(version.id()))
                : Optional.empty();
        return new NameView(entry, latest, refs.list(entry.name()), report);
    }
}
