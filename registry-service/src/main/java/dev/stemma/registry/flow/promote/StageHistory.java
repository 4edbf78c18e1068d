package dev.stemma.registry.flow.promote;

import dev.stemma.registry.flow.VersionResolver;
import dev.stemma.registry.model.AliasMove;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.promotion.Promotion;
import dev.stemma.registry.port.Promotions;
import dev.stemma.registry.port.Refs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What stages held, and how they came to. */
@ApplicationScoped
class StageHistory {

    private static final int PAGE = 100;

    private final Refs refs;
    private final Promotions promotions;
    private final VersionResolver resolver;

    StageHistory(Refs refs, Promotions promotions, VersionResolver resolver) {
        this.refs = refs;
        this.promotions = promotions;
        this.resolver = resolver;
    }

    /** All moves of a stage, newest first, read as far as they are looked at. */
    Stream<AliasMove> moves(ModelName name, AliasName stage) {
        return Stream.iterate(
                        Optional.of(page(name, stage, Optional.empty())),
                        Optional::isPresent,
                        page -> page.flatMap(Page::next).map(after -> page(name, stage, Optional.of(after))))
                .flatMap(page -> page.stream().flatMap(moves -> moves.items().stream()))
                // What an alias held before it became a stage went through no gate.
                .filter(move -> move.promotion().isPresent());
    }

    private Page<AliasMove> page(ModelName name, AliasName stage, Optional<String> after) {
        return refs.history(name, stage, new PageRequest(PAGE, after));
    }

    /**
     * The last good holder before the present one: not yanked, and not left by a rollback unless a promotion brought it back since.
     *
     * @param present the number of the version held now
     */
    Optional<Version> lastGood(ModelName name, AliasName stage, int present) {
        // Newest first, so what is met first about a version is what holds of it.
        Map<Integer, Boolean> good = new HashMap<>();
        good.put(present, false);
        for (Iterator<AliasMove> moves = moves(name, stage).iterator(); moves.hasNext(); ) {
            AliasMove move = moves.next();
            if (move.from().isPresent() && wasRollback(name, move)) {
                good.putIfAbsent(move.from().getAsInt(), false);
            }
            if (move.to().isPresent() && good.putIfAbsent(move.to().getAsInt(), true) == null) {
                Optional<Version> holder = unyanked(name, move.to().getAsInt());
                if (holder.isPresent()) {
                    return holder;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Version> unyanked(ModelName name, int number) {
        return resolver.find(name, new Selector.ByNumber(number))
                .filter(version -> version.yanked().isEmpty());
    }

    private boolean wasRollback(ModelName name, AliasMove move) {
        return move.promotion().isPresent()
                && promotions
                        .find(name, move.promotion().getAsLong())
                        .filter(Promotion::rollback)
                        .isPresent();
    }
}
