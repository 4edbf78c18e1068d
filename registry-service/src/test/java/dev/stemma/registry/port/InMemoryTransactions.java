package dev.stemma.registry.port;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One transaction at a time over all memory fakes; what fails is undone by putting the tables back as they were. */
public final class InMemoryTransactions implements Transactions {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<NavigableMap<?, ?>> tables = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    /** A table that takes part in these transactions. Its values must be immutable. */
    <K, V> NavigableMap<K, V> table() {
        NavigableMap<K, V> table = new TreeMap<>();
        tables.add(table);
        return table;
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        lock.lock();
        try {
            return lock.getHoldCount() > 1 ? work.get() : outermost(work);
        } finally {
            lock.unlock();
        }
    }

    private <T> T outermost(Supplier<T> work) {
        List<Runnable> undo = tables.stream().map(InMemoryTransactions::undo).toList();
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            List.copyOf(afterCommit).forEach(Runnable::run);
            return result;
        } finally {
            afterCommit.clear();
            if (!done) {
                undo.forEach(Runnable::run);
            }
        }
    }

    private static <K, V> Runnable undo(NavigableMap<K, V> table) {
        NavigableMap<K, V> saved = new TreeMap<>(table);
        return () -> {
            table.clear();
            table.putAll(saved);
        };
    }

    /** Runs something if the transaction that is running is not undone. */
    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void run(Runnable work) {
        inTransaction(() -> {
            work.run();
            return true;
        });
    }
}
