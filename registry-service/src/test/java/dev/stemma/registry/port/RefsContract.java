package dev.stemma.registry.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasMove;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Refs} promises. */
public interface RefsContract extends PortsContract {

    AliasName PRODUCTION = new AliasName("production");

    private Refs refs() {
        return ports().refs();
    }

    private ModelName modelWithVersions(int count) {
        ModelName name = freshModel();
        for (int i = 1; i <= count; i++) {
            ports().versions().append(Samples.version(name, "v" + i));
        }
        return name;
    }

    private Optional<Alias> move(ModelName name, OptionalLong expected, OptionalInt to) {
        return refs().move(new Refs.Move(name, PRODUCTION, expected, to, "ada", NOON, "because", OptionalLong.empty()));
    }

    /** Moves it from wherever it is. */
    private Optional<Alias> set(ModelName name, int to) {
        return move(name, seen(name), OptionalInt.of(to));
    }

    private Optional<Alias> remove(ModelName name) {
        return move(name, seen(name), OptionalInt.empty());
    }

    private OptionalLong seen(ModelName name) {
        return refs().find(name, PRODUCTION)
                .map(alias -> OptionalLong.of(alias.sequence()))
                .orElse(OptionalLong.empty());
    }

    @Test
    default void anAliasMovesFromWhereItWasSeen() {
        ModelName name = modelWithVersions(2);
        assertEquals(Optional.empty(), refs().find(name, PRODUCTION));

        Alias first = new Alias(name, PRODUCTION, 1, 1, "ada", NOON);
        assertEquals(Optional.of(first), move(name, OptionalLong.empty(), OptionalInt.of(1)));
        assertEquals(Optional.of(first), refs().find(name, PRODUCTION));
        Alias second = new Alias(name, PRODUCTION, 2, 2, "ada", NOON);
        assertEquals(Optional.of(second), move(name, OptionalLong.of(1), OptionalInt.of(2)));
        assertEquals(List.of(second), refs().list(name));
    }

    @Test
    default void anAliasThatMovedIsLeftAlone() {
        ModelName name = modelWithVersions(2);
        Samples.assertRefused(ErrorCode.ALIAS_MOVED, () -> move(name, OptionalLong.of(1), OptionalInt.of(1)));
        set(name, 1);
        set(name, 2);
        for (OptionalLong stale : List.of(OptionalLong.empty(), OptionalLong.of(1), OptionalLong.of(3))) {
            Samples.assertRefused(ErrorCode.ALIAS_MOVED, () -> move(name, stale, OptionalInt.of(1)));
            Samples.assertRefused(ErrorCode.ALIAS_MOVED, () -> move(name, stale, OptionalInt.empty()));
        }
        assertEquals(2, refs().find(name, PRODUCTION).orElseThrow().version());
        assertEquals(
                2, refs().history(name, PRODUCTION, PageRequest.first()).items().size());
    }

    @Test
    default void aRemovedAliasGoesOnCounting() {
        ModelName name = modelWithVersions(2);
        set(name, 1);
        assertEquals(Optional.empty(), remove(name));
        assertEquals(Optional.empty(), refs().find(name, PRODUCTION));
        assertEquals(List.of(), refs().list(name));
        Samples.assertRefused(ErrorCode.ALIAS_MOVED, () -> move(name, OptionalLong.of(2), OptionalInt.of(2)));
        assertEquals(3, set(name, 2).orElseThrow().sequence());
    }

    @Test
    default void everyMoveIsKept() {
        ModelName name = modelWithVersions(2);
        set(name, 1);
        refs().move(new Refs.Move(
                name,
                PRODUCTION,
                OptionalLong.of(1),
                OptionalInt.of(2),
                "bob",
                NOON.plusSeconds(1),
                "",
                OptionalLong.of(7)));
        remove(name);

        List<AliasMove> expected = List.of(
                moved(name, 3, OptionalInt.of(2), OptionalInt.empty()),
                new AliasMove(
                        name,
                        PRODUCTION,
                        2,
                        OptionalInt.of(1),
                        OptionalInt.of(2),
                        "bob",
                        NOON.plusSeconds(1),
                        "",
                        OptionalLong.of(7)),
                moved(name, 1, OptionalInt.empty(), OptionalInt.of(1)));
        assertEquals(
                expected, refs().history(name, PRODUCTION, PageRequest.first()).items());
        Page<AliasMove> page = refs().history(name, PRODUCTION, new PageRequest(2, Optional.empty()));
        assertEquals(expected.subList(0, 2), page.items());
        page = refs().history(name, PRODUCTION, new PageRequest(2, page.next()));
        assertEquals(new Page<>(expected.subList(2, 3), Optional.empty()), page);
        assertEquals(
                NOON.plusSeconds(1), ports().names().find(name).orElseThrow().updatedAt());
    }

    private static AliasMove moved(ModelName name, long sequence, OptionalInt from, OptionalInt to) {
        return new AliasMove(name, PRODUCTION, sequence, from, to, "ada", NOON, "because", OptionalLong.empty());
    }

    @Test
    default void earlierHoldersAreFoundThroughTheHistory() {
        ModelName name = modelWithVersions(3);
        assertEquals(List.of(), holders(name));
        set(name, 1);
        set(name, 2);
        set(name, 2);
        set(name, 1);
        set(name, 3);
        assertEquals(List.of(3, 1, 2, 1), holders(name));

        remove(name);
        assertEquals(OptionalInt.empty(), refs().holder(name, PRODUCTION, 0));
        assertEquals(OptionalInt.of(3), refs().holder(name, PRODUCTION, 1));
        assertEquals(OptionalInt.of(1), refs().holder(name, PRODUCTION, 2));
        set(name, 3);
        assertEquals(List.of(3, 1, 2, 1), holders(name), "a removal is no holder");
        assertEquals(OptionalInt.empty(), refs().holder(name, PRODUCTION, 1_000));
    }

    private List<Integer> holders(ModelName name) {
        return IntStream.range(0, 10)
                .mapToObj(back -> refs().holder(name, PRODUCTION, back))
                .takeWhile(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .toList();
    }

    @Test
    default void aliasesOfANameAreListedByName() {
        ModelName name = modelWithVersions(1);
        for (String alias : List.of("staging", "canary", "a-b", "ab")) {
            refs().move(new Refs.Move(
                    name,
                    new AliasName(alias),
                    OptionalLong.empty(),
                    OptionalInt.of(1),
                    "ada",
                    NOON,
                    "",
                    OptionalLong.empty()));
        }
        assertEquals(
                List.of("a-b", "ab", "canary", "staging"),
                refs().list(name).stream().map(alias -> alias.alias().value()).toList());
        assertEquals(List.of(), refs().list(new ModelName(fresh(), "m")));
    }

    @Test
    default void ofMoversAtOnceExactlyOneWins() {
        ModelName name = modelWithVersions(8);
        for (int round = 0; round < 5; round++) {
            OptionalLong seen = seen(name);
            List<Boolean> won = Together.run(8, i -> () -> {
                try {
                    move(name, seen, OptionalInt.of(i + 1));
                    return true;
                } catch (Conflict e) {
                    assertEquals(ErrorCode.ALIAS_MOVED, e.code());
                    return false;
                }
            });
            assertEquals(1, won.stream().filter(w -> w).count());
            Alias now = refs().find(name, PRODUCTION).orElseThrow();
            assertEquals(won.indexOf(true) + 1, now.version());
            assertEquals(round + 1, now.sequence());
        }
    }

    @Test
    default void movesAtOnceFormOneChain() {
        ModelName name = modelWithVersions(4);
        set(name, 1);
        Together.run(4, i -> () -> {
            int done = 0;
            while (done < 10) {
                try {
                    set(name, i + 1);
                    done++;
                } catch (Conflict e) {
                    assertEquals(ErrorCode.ALIAS_MOVED, e.code());
                }
            }
            return done;
        });
        List<AliasMove> moves = new ArrayList<>(
                refs().history(name, PRODUCTION, PageRequest.first()).items().reversed());
        assertEquals(41, moves.size());
        for (int i = 1; i < moves.size(); i++) {
            assertEquals(i + 1, moves.get(i).sequence());
            assertEquals(moves.get(i - 1).to(), moves.get(i).from());
        }
        assertTrue(refs().find(name, PRODUCTION).isPresent());
    }

    @Test
    default void movesAndReadsAtOnceCouldHaveHappenedOneAfterTheOther() {
        ModelName name = modelWithVersions(3);
        long seed = System.nanoTime();
        List<MoveHistory.Op> history = Together.run(6, client -> () -> {
                    Random random = new Random(seed + client);
                    List<MoveHistory.Op> mine = new ArrayList<>();
                    long seen = 0;
                    for (int i = 0; i < 40; i++) {
                        MoveHistory.Op op = random.nextInt(3) == 0 ? timedRead(name) : timedMove(name, seen, random);
                        seen = switch (op) {
                            case MoveHistory.Read read -> read.sequence();
                            case MoveHistory.Moved moved -> moved.expected() + 1;
                            case MoveHistory.Refused refused -> timedRead(name).sequence();
                        };
                        mine.add(op);
                    }
                    return mine;
                })
                .stream()
                .flatMap(List::stream)
                .toList();
        assertEquals(Optional.empty(), MoveHistory.violation(history), "seed " + seed);
        assertTrue(history.stream().anyMatch(MoveHistory.Moved.class::isInstance));
    }

    private MoveHistory.Read timedRead(ModelName name) {
        long call = System.nanoTime();
        long sequence = seen(name).orElse(0);
        return new MoveHistory.Read(call, System.nanoTime(), sequence);
    }

    private MoveHistory.Op timedMove(ModelName name, long seen, Random random) {
        OptionalLong expected = seen == 0 ? OptionalLong.empty() : OptionalLong.of(seen);
        long call = System.nanoTime();
        try {
            move(name, expected, OptionalInt.of(1 + random.nextInt(3)));
            return new MoveHistory.Moved(call, System.nanoTime(), seen);
        } catch (Conflict e) {
            return new MoveHistory.Refused(call, System.nanoTime(), seen);
        }
    }
}
