package dev.stemma.registry.flow.history;

import dev.stemma.registry.model.AliasMove;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalLong;

/** Aliases: list, show, set, remove, history. Stages are shown here too, but move by promotion only. */
@ApplicationScoped
public class Aliases {

    /**
     * All aliases and stages that hold something, by name.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    public List<AliasView> list(Kind kind, ModelName name) {
        throw new UnsupportedOperationException();
    }

    /**
     * An alias.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND ALIAS_NOT_FOUND}
     */
    public AliasView show(Kind kind, ModelName name, AliasName alias) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /**
     * Removes an alias; its history stays.
     *
     * @param expected sequence of the alias as the caller saw it
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND ALIAS_NOT_FOUND}
     * @throws dev.stemma.registry.model.Conflict {@code ALIAS_MOVED ALIAS_PROTECTED}
     */
    public void remove(Kind kind, ModelName name, AliasName alias, long expected, Caller caller) {
        throw new UnsupportedOperationException();
    }

    /**
     * The moves of an alias or stage, newest first.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}, or {@code ALIAS_NOT_FOUND} when it was never set
     */
    public Page<AliasMove> history(Kind kind, ModelName name, AliasName alias, PageRequest page) {
        throw new UnsupportedOperationException();
    }
}
