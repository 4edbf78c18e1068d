package dev.stemma.registry.port;

import java.util.function.Supplier;

/** Where a change becomes visible: all or nothing, and durable when the call returns. */
public interface Transactions {

    /**
     * Runs {@code work} in a transaction; joins the one already running on this thread. The outermost call returns only after the commit
     * has reached stable storage, so that what was acknowledged survives a crash.
     *
     * @return what {@code work} returned
     * @throws dev.stemma.registry.model.Unavailable {@code DATABASE_UNAVAILABLE} when the database can't be reached, or a lock was not
     *     to be had in time; whatever {@code work} itself throws goes through unchanged. In both cases nothing was changed, except that a connection lost
     *     during the commit itself leaves open whether it took place: a retry under the same idempotency key settles that
     */
    <T> T inTransaction(Supplier<T> work);
}
