package dev.stemma.registry.flow.push;

import dev.stemma.registry.model.Alias;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.StemmaException;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.Policies;
import dev.stemma.registry.port.Promotions;
import dev.stemma.registry.port.Refs;
import dev.stemma.registry.port.Transactions;
import dev.stemma.registry.port.Versions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Does again what the ledger tells of versions that are published again: labels, yanks, policies, promotions, and the moves of aliases and stages. Of
 * several entries with one number the last counts, as for versions.
 */
@ApplicationScoped
class LedgerReplay {

    private final Versions versions;
    private final Refs refs;
    private final Promotions promotions;
    private final Policies policies;
    private final Transactions transactions;

    LedgerReplay(Versions versions, Refs refs, Promotions promotions, Policies policies, Transactions transactions) {
        this.versions = versions;
        this.refs = refs;
        this.promotions = promotions;
        this.policies = policies;
        this.transactions = transactions;
    }

    /**
     * What was done again.
     *
     * @param aliases how many aliases and stages hold something
     */
    record Replayed(long aliases, long promotions, long policies) {}

    /**
     * Does it.
     *
     * @param entries all of the ledger, in the order of their times
     * @param problems is told what can't be done
     */
    Replayed run(List<LedgerEntry> entries, Consumer<String> problems) {
        entries.stream().filter(of("labelled")).forEach(entry -> perform(entry, problems, () -> label(entry)));
        lastYanks(entries).forEach(entry -> perform(entry, problems, () -> yank(entry)));
        long written = 0;
        for (Collection<LedgerEntry> one : numbered(entries, "policy", LedgerEntry::scope)) {
            written += policy(one, problems);
        }
        Map<String, Long> numbers = new HashMap<>();
        for (Collection<LedgerEntry> one : numbered(entries, "decided", LedgerEntry::scope)) {
            for (LedgerEntry entry : one) {
                attempt(entry, problems, () -> promotions.append(entry.promotion()))
                        .ifPresent(done -> numbers.put(entry.scope() + " " + entry.sequence(), done.id()));
            }
        }
        long held = 0;
        for (Collection<LedgerEntry> one : numbered(entries, "moved", entry -> entry.scope() + "@" + entry.alias())) {
            held += moves(one, numbers, problems);
        }
        return new Replayed(held, numbers.size(), written);
    }

    private static Predicate<LedgerEntry> of(String event) {
        return entry -> entry.event().equals(event);
    }

    /** The entries of an event by what they are about, then by their number. */
    private static Collection<Collection<LedgerEntry>> numbered(
            List<LedgerEntry> entries, String event, Function<LedgerEntry, String> subject) {
        Map<String, TreeMap<Long, LedgerEntry>> found = new TreeMap<>();
        entries.stream()
                .filter(of(event))
                .forEach(entry -> found.computeIfAbsent(subject.apply(entry), _ -> new TreeMap<>())
                        .put(entry.sequence(), entry));
        return found.values().stream().map(TreeMap::values).toList();
    }

    private static Collection<LedgerEntry> lastYanks(List<LedgerEntry> entries) {
        Map<VersionId, LedgerEntry> last = new LinkedHashMap<>();
        entries.stream().filter(of("yanked").or(of("unyanked"))).forEach(entry -> last.put(entry.id(), entry));
        return last.values().stream().filter(of("yanked")).toList();
    }

    private void label(LedgerEntry entry) {
        if (published(entry)) {
            versions.addLabel(entry.id(), new Label(entry.text()));
        }
    }

    private void yank(LedgerEntry entry) {
        if (published(entry)) {
            versions.setYanked(entry.id(), Optional.of(new Version.Yank(entry.by(), entry.at(), entry.text())));
        }
    }

    /** Whether the version is there that it tells of, and not another with its number. */
    private boolean published(LedgerEntry entry) {
        return versions.find(entry.id())
                .filter(version -> version.digest().equals(entry.digest()))
                .isPresent();
    }

    private int policy(Collection<LedgerEntry> written, Consumer<String> problems) {
        OptionalLong sequence = OptionalLong.empty();
        for (LedgerEntry entry : written) {
            OptionalLong expected = sequence;
            sequence = attempt(
                            entry,
                            problems,
                            () -> policies.put(entry.scope(), expected, entry.text(), entry.by(), entry.at()))
                    .map(stored -> OptionalLong.of(stored.sequence()))
                    .orElse(sequence);
        }
        return sequence.isPresent() ? 1 : 0;
    }

    private int moves(Collection<LedgerEntry> moves, Map<String, Long> numbers, Consumer<String> problems) {
        Optional<Alias> held = Optional.empty();
        for (LedgerEntry entry : moves) {
            if (entry.to() != 0
                    && versions.find(new VersionId(entry.modelName(), entry.to()))
                            .isEmpty()) {
                problems.accept(entry.scope() + "@" + entry.alias() + ": v" + entry.to() + " was not had again");
                continue;
            }
            if (entry.to() == 0 && held.isEmpty()) {
                continue;
            }
            OptionalLong expected =
                    held.map(alias -> OptionalLong.of(alias.sequence())).orElse(OptionalLong.empty());
            Long promotion = numbers.get(entry.scope() + " " + entry.promotionNumber());
            OptionalLong by = promotion == null ? OptionalLong.empty() : OptionalLong.of(promotion);
            Optional<Optional<Alias>> moved = attempt(entry, problems, () -> refs.move(entry.move(expected, by)));
            held = moved.orElse(held);
        }
        return held.isPresent() ? 1 : 0;
    }

    private void perform(LedgerEntry entry, Consumer<String> problems, Runnable action) {
        var _ = attempt(entry, problems, () -> {
            action.run();
            return entry;
        });
    }

    private <T> Optional<T> attempt(LedgerEntry entry, Consumer<String> problems, Supplier<T> action) {
        try {
            return Optional.of(transactions.inTransaction(action));
        } catch (StemmaException e) {
            problems.accept(entry.scope() + ": " + entry.event() + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
