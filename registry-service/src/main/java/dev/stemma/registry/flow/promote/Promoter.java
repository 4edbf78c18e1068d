package dev.stemma.registry.flow.promote;

import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.promotion.Promotion;
import jakarta.enterprise.context.ApplicationScoped;

/** Moves stages: by evidence forwards, by history backwards. Every decision is recorded; only models have stages. */
@ApplicationScoped
public class Promoter {

    /**
     * Decides whether a version may enter a stage, records the decision, and moves the stage if every gate passed: all in one
     * transaction.
     *
     * @return the decision, {@code APPLIED} or {@code REFUSED}; with id 0 for a dry run
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}, or {@code ALIAS_NOT_FOUND} when the policy has no
     *     such stage
     * @throws dev.stemma.registry.model.Conflict {@code STAGE_MOVED VERSION_YANKED}; nothing was recorded
     */
    public Promotion promote(ModelName name, PromotionRequest request, Caller caller) {
        throw new UnsupportedOperationException();
    }

    /**
     * Lets a stage hold an earlier holder again. Gates other than "not yanked" are not asked again, and the decision says so.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND ALIAS_NOT_FOUND}
     * @throws dev.stemma.registry.model.Conflict {@code STAGE_MOVED NO_PREVIOUS_HOLDER VERSION_YANKED}; nothing was recorded
     */
    public Promotion rollback(ModelName name, RollbackRequest request, Caller caller) {
        throw new UnsupportedOperationException();
    }

    /**
     * A promotion.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND PROMOTION_NOT_FOUND}
     */
    public Promotion find(ModelName name, long id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Promotions of a name, newest first.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    public Page<Promotion> list(ModelName name, PageRequest page) {
        throw new UnsupportedOperationException();
    }
}
