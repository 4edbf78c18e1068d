package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.AliasMove;
import dev.stemma.registry.model.AliasName;
import dev.stemma.registry.model.Conflict;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.NotFound;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.port.Refs;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

@Singleton
final class PanacheRefs implements Refs {

    /** Holders newest first: moves to the version held already, and removals, are none of their own. */
    private static final String HOLDERS = """
            select to_version from (
                select move_sequence, to_version, lag(to_version) over (order by move_sequence) as held_before
                from alias_move where name_id = ? and alias = ? and to_version is not null) holders
            where held_before is null or held_before <> to_version
            order by move_sequence desc offset ? rows fetch first 1 rows only
            """;

    private final PanacheTransactions transactions;
    private final NameRepository names;
    private final AliasRepository aliases;
    private final AliasMoveRepository moves;
    private final Jdbc jdbc;

    @Inject
    PanacheRefs(
            PanacheTransactions transactions,
            NameRepository names,
            AliasRepository aliases,
            AliasMoveRepository moves,
            Jdbc jdbc) {
        this.transactions = transactions;
        this.names = names;
        this.aliases = aliases;
        this.moves = moves;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Alias> find(ModelName name, AliasName alias) {
        return transactions.read(() -> names.byName(name)
                .flatMap(row -> aliases.byAlias(row.id, alias))
                .flatMap(row -> row.held(name)));
    }

    @Override
    public List<Alias> list(ModelName name) {
        return transactions.read(() -> names.byName(name).stream()
                .flatMap(row -> aliases.held(row.id).stream())
                .flatMap(row -> row.held(name).stream())
                .toList());
    }

    @Override
    public Optional<Alias> move(Move move) {
        return transactions.write(() -> {
            // The name is locked first, as a push does, so that a push and a move never wait for each other in a ring.
            NameEntity name = names.lockExisting(move.name());
            move.to().ifPresent(number -> refuseRemoved(name, number));
            Optional<AliasEntity> before = aliases.byAlias(name.id, move.alias());
            boolean moved = move.expected().isPresent()
                    ? movedFrom(name, move, move.expected().getAsLong())
                    : movedFromNothing(name, move);
            if (!moved) {
                throw new Conflict(
                        ErrorCode.ALIAS_MOVED, "someone moved " + move.alias() + " since you looked; look again");
            }
            long sequence = before.map(row -> row.moveSequence).orElse(0L) + 1;
            OptionalInt from =
                    before.map(row -> Numbers.optional(row.versionNumber)).orElse(OptionalInt.empty());
            remember(name, move, sequence, from);
            name.touch(move.at());
            return move.to().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Alias(move.name(), move.alias(), move.to().getAsInt(), sequence, move.by(), move.at()));
        });
    }

    /** A removal locks the name too, so that it sees this alias or this sees the removal. */
    private void refuseRemoved(NameEntity name, int number) {
        jdbc.first(
                        "select number from published_version where name_id = ? and number = ? and removed_at is not null",
                        row -> row.getInt(1),
                        name.id,
                        number)
                .ifPresent(removed -> {
                    throw new NotFound(
                            ErrorCode.VERSION_REMOVED, name.modelName() + ":v" + removed + " has been removed");
                });
    }

    private boolean movedFrom(NameEntity name, Move move, long expected) {
        return jdbc.update(
                        "update alias_entry set version_number = ?, move_sequence = move_sequence + 1, updated_by = ?, updated_at = ?"
                                + " where name_id = ? and alias = ? and move_sequence = ? and version_number is not null",
                        number(move.to()),
                        move.by(),
                        move.at(),
                        name.id,
                        move.alias().value(),
                        expected)
                == 1;
    }

    private boolean movedFromNothing(NameEntity name, Move move) {
        boolean inserted = jdbc.insertIfAbsent(
                "alias_entry",
                "name_id, alias, version_number, move_sequence, updated_by, updated_at",
                name.id,
                move.alias().value(),
                number(move.to()),
                1L,
                move.by(),
                move.at());
        return inserted
                || jdbc.update(
                                "update alias_entry set version_number = ?, move_sequence = move_sequence + 1, updated_by = ?,"
                                        + " updated_at = ? where name_id = ? and alias = ? and version_number is null",
                                number(move.to()),
                                move.by(),
                                move.at(),
                                name.id,
                                move.alias().value())
                        == 1;
    }

    private static Optional<Integer> number(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private void remember(NameEntity name, Move move, long sequence, OptionalInt from) {
        AliasMoveEntity row = new AliasMoveEntity();
        row.nameId = name.id;
        row.alias = move.alias().value();
        row.moveSequence = sequence;
        row.fromVersion = Numbers.nullable(from);
        row.toVersion = Numbers.nullable(move.to());
        row.movedBy = move.by();
        row.movedAt = move.at();
        row.reason = move.reason();
        row.promotion = Numbers.nullable(move.promotion());
        moves.persist(row);
    }

    @Override
    public Page<AliasMove> history(ModelName name, AliasName alias, PageRequest page) {
        return transactions.read(() -> {
            long before = Pages.before(page);
            List<AliasMoveEntity> found = names.byName(name)
                    .map(row -> Pages.read(
                            moves.find(
                                    "nameId = ?1 and alias = ?2 and moveSequence < ?3 order by moveSequence desc",
                                    row.id,
                                    alias.value(),
                                    before),
                            page))
                    .orElse(List.of());
            return Pages.map(Pages.of(found, page, row -> Long.toString(row.moveSequence)), row -> row.move(name));
        });
    }

    @Override
    public OptionalInt holder(ModelName name, AliasName alias, int back) {
        return transactions.read(() -> {
            Optional<AliasEntity> row = names.byName(name).flatMap(found -> aliases.byAlias(found.id, alias));
            if (row.isEmpty()) {
                return OptionalInt.empty();
            }
            boolean removed = row.get().versionNumber == null;
            if (removed && back == 0) {
                return OptionalInt.empty();
            }
            return jdbc.first(
                            HOLDERS,
                            found -> found.getInt(1),
                            row.get().nameId,
                            alias.value(),
                            removed ? back - 1 : back)
                    .map(OptionalInt::of)
                    .orElse(OptionalInt.empty());
        });
    }
}
