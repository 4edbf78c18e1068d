package dev.stemma.registry.outbound.panache;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes commits durable in groups: who comes while a sync runs waits for it and then finds that the next one, done by one of those
 * waiting, has covered all of them. So the cost of a sync is shared by all who commit at once.
 */
final class GroupSync {

    private final AtomicLong committed = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Sync sync;
    private long synced;

    GroupSync(Sync sync) {
        this.sync = sync;
    }

    /** Returns once everything that was committed before this call is durable. */
    void await() {
        long mine = committed.incrementAndGet();
        lock.lock();
        try {
            if (synced < mine) {
                long covered = committed.get();
                sync.run();
                synced = covered;
            }
        } finally {
            lock.unlock();
        }
    }

    /** What makes durable; throws when it could not. */
    interface Sync {
        void run();
    }
}
