package dev.stemma.registry.port;

import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.promotion.Promotion;
import java.util.Optional;

/** The record of every promotion asked for. Append-only. All methods run inside the caller's transaction if there is one. */
public interface Promotions {

    /**
     * Records a promotion and gives it its id: 1, 2, 3, … within its name, without gaps.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    Promotion append(Promotion promotion);

    /** A promotion of a name. */
    Optional<Promotion> find(ModelName name, long id);

    /** Newest first. */
    Page<Promotion> list(ModelName name, PageRequest page);
}
