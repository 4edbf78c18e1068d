package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.CrashPoint;
import dev.stemma.registry.port.Transactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Transactions of the database. The outermost call commits and then, if anything was written, waits until that is on stable storage.
 * Every port method of this package runs in {@link #read} or {@link #write}, which join or begin.
 */
@Singleton
final class PanacheTransactions implements Transactions {

    private static final Object WROTE = new Object();

    private final TransactionManager manager;
    private final TransactionSynchronizationRegistry registry;
    private final EntityManager entities;
    private final GroupSync durability;

    @Inject
    PanacheTransactions(
            TransactionManager manager,
            TransactionSynchronizationRegistry registry,
            EntityManager entities,
            Database database) {
        this.manager = manager;
        this.registry = registry;
        this.entities = entities;
        this.durability = new GroupSync(() -> {
            try {
                database.sync();
            } catch (SQLException e) {
                throw failure(e);
            }
        });
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return running() ? work.get() : outermost(work);
    }

    /** Runs work that changes nothing. */
    <T> T read(Supplier<T> work) {
        return inTransaction(() -> detached(work));
    }

    /** Runs work that may change something. */
    <T> T write(Supplier<T> work) {
        return inTransaction(() -> {
            registry.putResource(WROTE, true);
            return detached(work);
        });
    }

    /** Runs work that may change something and has no result. */
    void run(Runnable work) {
        write(() -> {
            work.run();
            return true;
        });
    }

    /** Runs something once the transaction that is running on this thread has committed; never if it does not. */
    void afterCommit(Runnable action) {
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing is left to do before the end.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    action.run();
                }
            }
        });
    }

    /** No entity outlives a port method, so that none is ever older than what conditional updates have done since. */
    private <T> T detached(Supplier<T> work) {
        T result = work.get();
        entities.flush();
        entities.clear();
        return result;
    }

    private boolean running() {
        try {
            return manager.getStatus() != Status.STATUS_NO_TRANSACTION;
        } catch (SystemException e) {
            throw failure(e);
        }
    }

    private <T> T outermost(Supplier<T> work) {
        T result;
        boolean wrote;
        boolean worked = false;
        begin();
        try {
            result = work.get();
            wrote = registry.getResource(WROTE) != null;
            worked = true;
        } catch (RuntimeException e) {
            throw DatabaseFailures.unavailable(e).<RuntimeException>map(u -> u).orElse(e);
        } finally {
            if (!worked) {
                rollback();
            }
        }
        if (wrote) {
            CrashPoint.at("commit.ending");
        }
        commit();
        if (wrote) {
            CrashPoint.at("commit.ended");
            durability.await();
            CrashPoint.at("commit.durable");
        }
        return result;
    }

    private void begin() {
        try {
            manager.begin();
        } catch (NotSupportedException | SystemException e) {
            throw failure(e);
        }
    }

    private void commit() {
        try {
            manager.commit();
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException e) {
            throw failure(e);
        }
    }

    private void rollback() {
        try {
            manager.rollback();
        } catch (SystemException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(Exception e) {
        return DatabaseFailures.unavailable(e)
                .<RuntimeException>map(u -> u)
                .orElseGet(() -> new IllegalStateException("a transaction could not be ended", e));
    }
}
