package dev.stemma.registry.flow.history;

import dev.stemma.registry.flow.FreeText;
import dev.stemma.registry.flow.Journal;
import dev.stemma.registry.flow.Ledger;
import dev.stemma.registry.flow.StagePolicies;
import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasMove;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.port.Refs;
import dev.stemma.registry.port.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Aliases: list, show, set, remove, history. Stages are shown here too, but move by promotion only. */
@ApplicationScoped
public class Aliases {

    private final VersionResolver resolver;
    private final Refs refs;
    private final StagePolicies stages;
    private final Journal journal;
    private final Ledger ledger;
    private final Transactions transactions;
    private final Clock clock;

    Aliases(
            VersionResolver resolver,
            Refs refs,
            StagePolicies stages,
            Journal journal,
            Ledger ledger,
            Transactions transactions,
            Clock clock) {
        this.resolver = resolver;
        this.refs = refs;
        this.stages = stages;
        this.journal = journal;
        this.ledger = ledger;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * All aliases and stages that hold something, by name.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    public List<AliasView> list(Kind kind, ModelName name) {
        var _ = resolver.name(kind, name);
        Set<AliasName> stageNames = stages.stages(kind, name);
        return refs.list(name).stream().map(alias -> view(alias, stageNames)).toList();
    }

    /**
     * An alias.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND ALIAS_NOT_FOUND}
     */
    public AliasView show(Kind kind, ModelName name, AliasName alias) {
        var _ = resolver.name(kind, name);
        Alias held = refs.find(name, alias).orElseThrow(() -> noAlias(name, alias));
        return view(held, stages.stages(kind, name));
    }

    /**
     * Lets an alias hold a version.
     *
     * @param expected sequence of the alias as the caller saw it; empty: it must hold nothing
     * @param reason why, maybe empty
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     * @throws dev.stemma.registry.model.Conflict {@code ALIAS_MOVED ALIAS_PROTECTED VERSION_YANKED}
     */
    public AliasView set(
            Kind kind,
            ModelName name,
            AliasName alias,
            Selector to,
            OptionalLong expected,
            String reason,
            Caller caller) {
        var _ = resolver.name(kind, name);
        refuseStage(kind, name, alias);
        return transactions.inTransaction(() -> {
            Version version = resolver.version(kind, name, to);
            if (version.yanked().isPresent()) {
                throw new Conflict(
                        ErrorCode.VERSION_YANKED, version.ref() + " is yanked, so no alias can be moved to it");
            }
            Alias moved = move(
                            name, alias, expected, OptionalInt.of(version.id().number()), reason, caller)
                    .orElseThrow(() -> noAlias(name, alias));
            journal.record(
                    caller,
                    "alias.set",
                    name,
                    new TreeMap<>(
                            Map.of("alias", alias.value(), "to", version.id().tag())));
            return new AliasView(moved, version.digest(), false);
        });
    }

    /**
     * Removes an alias; its history stays.
     *
     * @param expected sequence of the alias as the caller saw it
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND ALIAS_NOT_FOUND}
     * @throws dev.stemma.registry.model.Conflict {@code ALIAS_MOVED ALIAS_PROTECTED}
     */
    public void remove(Kind kind, ModelName name, AliasName alias, long expected, Caller caller) {
        var _ = resolver.name(kind, name);
        refuseStage(kind, name, alias);
        var _ = transactions.inTransaction(() -> {
            Alias held = refs.find(name, alias).orElseThrow(() -> noAlias(name, alias));
            var _ = move(name, alias, OptionalLong.of(expected), OptionalInt.empty(), "", caller);
            journal.record(
                    caller,
                    "alias.removed",
                    name,
                    new TreeMap<>(Map.of("alias", alias.value(), "from", "v" + held.version())));
            return held;
        });
    }

    /**
     * The moves of an alias or stage, newest first.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}, or {@code ALIAS_NOT_FOUND} when it was never set
     */
    public Page<AliasMove> history(Kind kind, ModelName name, AliasName alias, PageRequest page) {
        var _ = resolver.name(kind, name);
        Page<AliasMove> moves = refs.history(name, alias, page);
        if (moves.items().isEmpty() && page.after().isEmpty()) {
            throw noAlias(name, alias);
        }
        return moves;
    }

    private Optional<Alias> move(
            ModelName name, AliasName alias, OptionalLong expected, OptionalInt to, String reason, Caller caller) {
        Refs.Move move = new Refs.Move(
                name,
                alias,
                expected,
                to,
                caller.user(),
                clock.instant(),
                FreeText.checked("a reason", reason),
                OptionalLong.empty());
        Optional<Alias> moved = refs.move(move);
        ledger.moved(move, moved.map(Alias::sequence).orElse(expected.orElse(0) + 1));
        return moved;
    }

    private AliasView view(Alias alias, Set<AliasName> stageNames) {
        Selector number = new Selector.ByNumber(alias.version());
        Version version = resolver.find(alias.name(), number).orElseThrow(() -> noAlias(alias.name(), alias.alias()));
        return new AliasView(alias, version.digest(), stageNames.contains(alias.alias()));
    }

    private void refuseStage(Kind kind, ModelName name, AliasName alias) {
        if (stages.protects(kind, name, alias)) {
            throw new Conflict(
                    ErrorCode.ALIAS_PROTECTED,
                    "@" + alias + " is a stage of " + name + ": move it by a promotion or a rollback");
        }
    }

    private static NotFound noAlias(ModelName name, AliasName alias) {
        return new NotFound(ErrorCode.ALIAS_NOT_FOUND, name + " has no alias @" + alias);
    }
}
