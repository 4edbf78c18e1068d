package dev.stemma.registry.port;

import dev.stemma.blob.FamilyEncoder;
import dev.stemma.registry.model.EncodingJob;
import dev.stemma.registry.model.VersionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** Encodings in memory. */
public final class InMemoryEncodingQueue implements EncodingQueue {

    private enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /** Due when it waits; the end of the lease when it runs. */
    private record Row(EncodingJob job, State state, Instant due, String worker, Instant until) {

        Row with(State other) {
            return new Row(job, other, due, "", Instant.MIN);
        }

        boolean open() {
            return state == State.WAITING || state == State.RUNNING;
        }
    }

    private final InMemoryTransactions transactions;
    private final NavigableMap<Long, Row> rows;
    private final List<Runnable> listeners = new ArrayList<>();

    public InMemoryEncodingQueue(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.rows = transactions.table();
    }

    @Override
    public void enqueue(VersionId version, Instant now) {
        transactions.run(() -> {
            Optional<Row> present = rows.values().stream()
                    .filter(row -> row.job().version().equals(version))
                    .findFirst();
            if (present.filter(Row::open).isEmpty()) {
                long id = present.map(row -> row.job().id()).orElse(rows.size() + 1L);
                rows.put(id, new Row(new EncodingJob(id, version, 0), State.WAITING, now, "", Instant.MIN));
            }
            transactions.afterCommit(() -> listeners.forEach(Runnable::run));
        });
    }

    @Override
    public void onEnqueued(Runnable wake) {
        listeners.add(wake);
    }

    @Override
    public Optional<EncodingJob> lease(String worker, Instant now, Instant until) {
        return transactions.inTransaction(() -> {
            rows.replaceAll((id, row) -> dead(row, now) ? row.with(State.FAILED) : row);
            return rows.values().stream()
                    .filter(row -> due(row, now))
                    .min(Comparator.comparing(Row::due)
                            .thenComparingLong(row -> row.job().id()))
                    .map(row -> {
                        EncodingJob job = row.job();
                        EncodingJob leased = new EncodingJob(job.id(), job.version(), job.attempts() + 1);
                        rows.put(job.id(), new Row(leased, State.RUNNING, row.due(), worker, until));
                        return leased;
                    });
        });
    }

    private static boolean expired(Row row, Instant now) {
        return row.state() == State.RUNNING && !row.until().isAfter(now);
    }

    private static boolean dead(Row row, Instant now) {
        return expired(row, now) && row.job().attempts() >= MAX_ATTEMPTS;
    }

    private static boolean due(Row row, Instant now) {
        return expired(row, now) || (row.state() == State.WAITING && !row.due().isAfter(now));
    }

    private Optional<Row> held(long id, String worker) {
        return Optional.ofNullable(rows.get(id))
                .filter(row -> row.state() == State.RUNNING && row.worker().equals(worker));
    }

    @Override
    public boolean extend(long id, String worker, Instant until) {
        return transactions.inTransaction(() -> {
            Optional<Row> held = held(id, worker);
            held.ifPresent(row -> rows.put(id, new Row(row.job(), row.state(), row.due(), worker, until)));
            return held.isPresent();
        });
    }

    @Override
    public boolean finish(long id, String worker, FamilyEncoder.Encoded figures, Instant now) {
        return transactions.inTransaction(() -> {
            Optional<Row> held = held(id, worker);
            held.ifPresent(row -> rows.put(id, row.with(State.DONE)));
            return held.isPresent();
        });
    }

    @Override
    public boolean retry(long id, String worker, Instant at, String problem) {
        return transactions.inTransaction(() -> {
            Optional<Row> held = held(id, worker);
            held.ifPresent(row -> {
                State next = row.job().attempts() >= MAX_ATTEMPTS ? State.FAILED : State.WAITING;
                rows.put(id, new Row(row.job(), next, at, "", Instant.MIN));
            });
            return held.isPresent();
        });
    }

    @Override
    public long waiting() {
        return count(State.WAITING);
    }

    @Override
    public long failed() {
        return count(State.FAILED);
    }

    private long count(State state) {
        return transactions.inTransaction(
                () -> rows.values().stream().filter(row -> row.state() == state).count());
    }
}
