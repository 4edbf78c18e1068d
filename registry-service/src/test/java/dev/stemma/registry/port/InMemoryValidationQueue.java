package dev.stemma.registry.port;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.VersionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Jobs in memory. */
public final class InMemoryValidationQueue implements ValidationQueue {

    private record Row(long sequence, Job job, String worker, Instant until) {}

    private final InMemoryTransactions transactions;
    private final NavigableMap<Long, Row> rows;

    public InMemoryValidationQueue(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.rows = transactions.table();
    }

    @Override
    public void enqueue(Job job) {
        transactions.run(() -> {
            if (row(job.id()).isPresent()) {
                throw new IllegalStateException("the job's id is not new");
            }
            long sequence = rows.isEmpty() ? 1 : rows.lastKey() + 1;
            rows.put(sequence, new Row(sequence, job, "", Instant.MIN));
        });
    }

    private Optional<Row> row(String id) {
        return rows.values().stream().filter(row -> row.job().id().equals(id)).findFirst();
    }

    @Override
    public Optional<Job> find(String id) {
        return transactions.inTransaction(() -> row(id).map(Row::job));
    }

    @Override
    public Page<Job> validations(ModelName model, Optional<VersionId> version, PageRequest page) {
        return transactions.inTransaction(() -> MemoryPages.of(
                rows.descendingMap().values().stream()
                        .map(Row::job)
                        .filter(job -> job.task() instanceof Job.Validation)
                        .filter(job -> job.task().owner().equals(model))
                        .filter(job -> version.filter(v -> !v.equals(job.task().model()))
                                .isEmpty()),
                page,
                Job::id));
    }

    @Override
    public Optional<Job> lease(String worker, Instant now, Instant until) {
        return transactions.inTransaction(() -> rows.values().stream()
                .filter(row -> row.job().state() == Job.State.QUEUED
                        || (row.job().state() == Job.State.RUNNING
                                && !row.until().isAfter(now)))
                .findFirst()
                .map(row -> {
                    Job old = row.job();
                    Job leased = new Job(
                            old.id(),
                            old.task(),
                            Job.State.RUNNING,
                            old.requestedBy(),
                            old.createdAt(),
                            old.attempts() + 1,
                            Optional.empty(),
                            Optional.empty());
                    rows.put(row.sequence(), new Row(row.sequence(), leased, worker, until));
                    return leased;
                }));
    }

    private Optional<Row> held(String id, String worker) {
        return row(id).filter(row ->
                row.job().state() == Job.State.RUNNING && row.worker().equals(worker));
    }

    @Override
    public boolean extend(String id, String worker, Instant until) {
        return transactions.inTransaction(() -> {
            Optional<Row> held = held(id, worker);
            held.ifPresent(row -> rows.put(row.sequence(), new Row(row.sequence(), row.job(), worker, until)));
            return held.isPresent();
        });
    }

    @Override
    public boolean finish(String id, String worker, Job.Outcome outcome, Instant now) {
        return transactions.inTransaction(() -> {
            Optional<Row> held = held(id, worker);
            held.ifPresent(row -> {
                Job old = row.job();
                Job done = new Job(
                        id,
                        old.task(),
                        Job.State.DONE,
                        old.requestedBy(),
                        old.createdAt(),
                        old.attempts(),
                        Optional.of(now),
                        Optional.of(outcome));
                rows.put(row.sequence(), new Row(row.sequence(), done, "", Instant.MIN));
            });
            return held.isPresent();
        });
    }

    @Override
    public long waiting() {
        return transactions.inTransaction(() -> rows.values().stream()
                .filter(row -> row.job().state() == Job.State.QUEUED)
                .count());
    }

    @Override
    public Optional<Job> newestReport(VersionId version) {
        return newest(validation -> validation.model().equals(version));
    }

    @Override
    public Optional<Job> newestReport(VersionId version, Digest suite) {
        return newest(validation -> validation.model().equals(version)
                && validation.suiteDigest().filter(suite::equals).isPresent());
    }

    private Optional<Job> newest(Predicate<Job.Validation> wanted) {
        return transactions.inTransaction(() -> rows.values().stream()
                .filter(row -> row.job().state() == Job.State.DONE)
                .filter(row -> Stream.of(row.job().task())
                        .filter(Job.Validation.class::isInstance)
                        .map(Job.Validation.class::cast)
                        .anyMatch(wanted))
                .max(Comparator.comparing((Row row) -> row.job().finishedAt().orElseThrow())
                        .thenComparingLong(Row::sequence))
                .map(Row::job));
    }
}
