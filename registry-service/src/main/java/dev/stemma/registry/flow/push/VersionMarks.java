package dev.stemma.registry.flow.push;

import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.Ledger;
import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.Refs;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Puts labels and aliases on a version that a commit led to, inside the caller's transaction. */
@ApplicationScoped
class VersionMarks {

    private final Versions versions;
    private final Refs refs;
    private final Journal journal;
    private final Ledger ledger;
    private final Clock clock;

    VersionMarks(Versions versions, Refs refs, Journal journal, Ledger ledger, Clock clock) {
        this.versions = versions;
        this.refs = refs;
        this.journal = journal;
        this.ledger = ledger;
        this.clock = clock;
    }

    void put(Version version, CommitRequest request, Caller caller) {
        request.labels().forEach(label -> label(label, version, caller));
        request.aliases().forEach(alias -> point(alias, version, caller));
    }

    private void label(Label label, Version version, Caller caller) {
        if (!version.labels().contains(label)) {
            versions.addLabel(version.id(), label);
            ledger.labelled(version, label, caller.user(), clock.instant());
            journal.record(
                    caller,
                    "version.labelled",
                    version.id().name(),
                    new TreeMap<>(Map.of("version", version.id().tag(), "label", label.value())));
        }
    }

    private void point(AliasName alias, Version version, Caller caller) {
        if (version.yanked().isPresent()) {
            throw new Conflict(ErrorCode.VERSION_YANKED, version.ref() + " is yanked, so no alias can be moved to it");
        }
        Optional<Alias> now = refs.find(version.id().name(), alias);
        if (now.filter(held -> held.version() == version.id().number()).isPresent()) {
            return;
        }
        OptionalLong expected =
                now.map(held -> OptionalLong.of(held.sequence())).orElse(OptionalLong.empty());
        Refs.Move move = new Refs.Move(
                version.id().name(),
                alias,
                expected,
                OptionalInt.of(version.id().number()),
                caller.user(),
                clock.instant(),
                "pushed",
                OptionalLong.empty());
        refs.move(move).ifPresent(moved -> ledger.moved(move, moved.sequence()));
        journal.record(
                caller,
                "alias.set",
                version.id().name(),
                new TreeMap<>(Map.of("alias", alias.value(), "to", version.id().tag())));
    }
}
