package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.promotion.GateResult;
import dev.stemma.registry.model.promotion.Promotion;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link Promotions} promises. */
public interface PromotionsContract extends PortsContract {

    private Promotions promotions() {
        return ports().promotions();
    }

    private static Promotion promotion(long id, ModelName name, Promotion.State state, OptionalInt from) {
        return new Promotion(
                id,
                name,
                new AliasName("production"),
                from,
                2,
                Samples.digest("two"),
                state,
                state == Promotion.State.APPLIED,
                "it is \"better\"\nü",
                "ada",
                NOON,
                "namespace acme",
                Samples.digest("policy"),
                List.of(
                        new GateResult("validated", GateResult.Outcome.PASSED, "16 of 16", List.of("val_1", "val_2")),
                        new GateResult("metric f1", GateResult.Outcome.MISSING, "no <f1>", List.of())));
    }

    @Test
    default void promotionsAreNumberedWithinTheirName() {
        ModelName name = freshModel();
        ModelName other = freshModel();
        Promotion refused = promotion(1, name, Promotion.State.REFUSED, OptionalInt.empty());
        Promotion applied = promotion(2, name, Promotion.State.APPLIED, OptionalInt.of(1));

        assertEquals(refused, promotions().append(promotion(0, name, Promotion.State.REFUSED, OptionalInt.empty())));
        assertEquals(applied, promotions().append(promotion(0, name, Promotion.State.APPLIED, OptionalInt.of(1))));
        assertEquals(
                1,
                promotions()
                        .append(promotion(0, other, Promotion.State.REFUSED, OptionalInt.empty()))
                        .id());
        assertEquals(Optional.of(refused), promotions().find(name, 1));
        assertEquals(Optional.of(applied), promotions().find(name, 2));
        assertEquals(Optional.empty(), promotions().find(name, 3));
        assertEquals(Optional.empty(), promotions().find(other, 2));
        Samples.assertRefused(
                ErrorCode.NAME_NOT_FOUND,
                () -> promotions()
                        .append(promotion(
                                0, new ModelName(fresh(), "m"), Promotion.State.REFUSED, OptionalInt.empty())));
    }

    @Test
    default void promotionsAreListedNewestFirst() {
        ModelName name = freshModel();
        for (int i = 0; i < 3; i++) {
            promotions().append(promotion(0, name, Promotion.State.REFUSED, OptionalInt.empty()));
        }
        Page<Promotion> page = promotions().list(name, new PageRequest(2, Optional.empty()));
        assertEquals(List.of(3L, 2L), page.items().stream().map(Promotion::id).toList());
        page = promotions().list(name, new PageRequest(2, page.next()));
        assertEquals(List.of(1L), page.items().stream().map(Promotion::id).toList());
        assertEquals(Optional.empty(), page.next());
        assertEquals(
                List.of(), promotions().list(freshModel(), PageRequest.first()).items());
    }

    @Test
    default void promotionsAtOnceGetNumbersWithoutGaps() {
        ModelName name = freshModel();
        List<Long> ids = Together.run(
                8,
                i -> () -> promotions()
                        .append(promotion(0, name, Promotion.State.REFUSED, OptionalInt.empty()))
                        .id());
        assertEquals(
                LongStream.rangeClosed(1, 8).boxed().toList(),
                ids.stream().sorted().toList());
    }
}
