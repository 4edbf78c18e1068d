package dev.stemma.registry.port;

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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Aliases in memory: their histories, of which the last entry is what they hold. */
public final class InMemoryRefs implements Refs {

    private final InMemoryTransactions transactions;
    private final InMemoryNames names;
    private final NavigableMap<ModelName, NavigableMap<String, List<AliasMove>>> histories;

    public InMemoryRefs(InMemoryTransactions transactions, InMemoryNames names) {
        this.transactions = transactions;
        this.names = names;
        this.histories = transactions.table();
    }

    private List<AliasMove> moves(ModelName name, AliasName alias) {
        return histories.getOrDefault(name, new TreeMap<>()).getOrDefault(alias.value(), List.of());
    }

    private static Optional<Alias> current(List<AliasMove> moves) {
        if (moves.isEmpty() || moves.getLast().to().isEmpty()) {
            return Optional.empty();
        }
        AliasMove last = moves.getLast();
        return Optional.of(
                new Alias(last.name(), last.alias(), last.to().getAsInt(), last.sequence(), last.by(), last.at()));
    }

    @Override
    public Optional<Alias> find(ModelName name, AliasName alias) {
        return transactions.inTransaction(() -> current(moves(name, alias)));
    }

    @Override
    public List<Alias> list(ModelName name) {
        return transactions.inTransaction(() -> histories.getOrDefault(name, new TreeMap<>()).values().stream()
                .flatMap(moves -> current(moves).stream())
                .toList());
    }

    @Override
    public Optional<Alias> move(Move move) {
        return transactions.inTransaction(() -> {
            List<AliasMove> moves = new ArrayList<>(moves(move.name(), move.alias()));
            Optional<Alias> held = current(moves);
            OptionalLong sequence =
                    held.map(Alias::sequence).map(OptionalLong::of).orElse(OptionalLong.empty());
            if (!sequence.equals(move.expected())) {
                throw new Conflict(
                        ErrorCode.ALIAS_MOVED, "someone moved " + move.alias() + " since you looked; look again");
            }
            moves.add(new AliasMove(
                    move.name(),
                    move.alias(),
                    moves.size() + 1L,
                    held.map(Alias::version).map(OptionalInt::of).orElse(OptionalInt.empty()),
                    move.to(),
                    move.by(),
                    move.at(),
                    move.reason(),
                    move.promotion()));
            TreeMap<String, List<AliasMove>> changed =
                    new TreeMap<>(histories.getOrDefault(move.name(), new TreeMap<>()));
            changed.put(move.alias().value(), List.copyOf(moves));
            histories.put(move.name(), changed);
            names.touch(move.name(), names.existing(move.name()).versions(), move.at());
            return current(moves);
        });
    }

    @Override
    public Page<AliasMove> history(ModelName name, AliasName alias, PageRequest page) {
        return transactions.inTransaction(() ->
                MemoryPages.of(moves(name, alias).reversed().stream(), page, move -> Long.toString(move.sequence())));
    }

    @Override
    public OptionalInt holder(ModelName name, AliasName alias, int back) {
        return transactions.inTransaction(() -> {
            List<AliasMove> moves = moves(name, alias);
            List<OptionalInt> holders = new ArrayList<>();
            for (AliasMove move : moves) {
                if (move.to().isPresent()
                        && (holders.isEmpty() || !holders.getLast().equals(move.to()))) {
                    holders.add(move.to());
                }
            }
            if (current(moves).isEmpty()) {
                holders.add(OptionalInt.empty());
            }
            return back < holders.size() ? holders.reversed().get(back) : OptionalInt.empty();
        });
    }
}
