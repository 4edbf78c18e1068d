package dev.stemma.registry.port;

import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasMove;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Aliases and stages: the few mutable names. They move by compare-and-swap only, and every move is kept. All methods run inside
 * the caller's transaction if there is one.
 */
public interface Refs {

    /** What an alias holds now; empty when it was never set or was removed. */
    Optional<Alias> find(ModelName name, AliasName alias);

    /** All aliases of a name, by alias name. */
    List<Alias> list(ModelName name);

    /**
     * Moves an alias if it is still where the caller saw it, and writes the history entry in the same transaction.
     *
     * @return the alias as it is now; empty after a removal
     * @throws dev.stemma.registry.model.Conflict {@code ALIAS_MOVED} when it is not; nothing changed. Of two callers with the same expectation
     *     exactly one succeeds
     */
    Optional<Alias> move(Move move);

    /** The moves of an alias, newest first; the page key is the sequence. */
    Page<AliasMove> history(ModelName name, AliasName alias, PageRequest page);

    /**
     * The version held {@code back} holders ago: 0 is the present one, 1 the one before, and so on through the history, where moves to
     * the version already held and removals are no holders of their own. While the alias holds nothing, 0 is empty and 1 is the last holder.
     */
    OptionalInt holder(ModelName name, AliasName alias, int back);

    /**
     * A move wanted.
     *
     * @param name the name
     * @param alias the alias
     * @param expected sequence of the alias as the caller saw it; empty: it must hold nothing
     * @param to the version to hold, which must exist; empty: remove it
     * @param by who
     * @param at when
     * @param reason why, maybe empty
     * @param promotion the promotion that moves it, for a stage
     */
    record Move(
            ModelName name,
            AliasName alias,
            OptionalLong expected,
            OptionalInt to,
            String by,
            Instant at,
            String reason,
            OptionalLong promotion) {}
}
