package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.ValidationQueue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Singleton
final class PanacheValidationQueue implements ValidationQueue {

    private final PanacheTransactions transactions;
    private final JobRepository jobs;
    private final Jdbc jdbc;

    @Inject
    PanacheValidationQueue(PanacheTransactions transactions, JobRepository jobs, Jdbc jdbc) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.jdbc = jdbc;
    }

    @Override
    public void enqueue(Job job) {
        transactions.run(() -> jobs.persist(JobMapping.row(job)));
    }

    @Override
    public Optional<Job> find(String id) {
        return transactions.read(() -> jobs.byJobId(id).map(JobMapping::job));
    }

    @Override
    public Page<Job> validations(ModelName model, Optional<VersionId> version, PageRequest page) {
        return transactions.read(() -> {
            long before = page.after().map(this::place).orElse(Long.MAX_VALUE);
            Map<String, Object> parameters = Map.of(
                    "owner",
                    model.toString(),
                    "task",
                    JobEntity.TaskKind.VALIDATION,
                    "before",
                    before,
                    "number",
                    version.map(VersionId::number).orElse(0));
            List<JobEntity> found = Pages.read(
                    jobs.find(
                            "ownerName = :owner and task = :task and id < :before and (:number = 0 or modelNumber = :number)"
                                    + " order by id desc",
                            parameters),
                    page);
            return Pages.map(Pages.of(found, page, row -> row.jobId), JobMapping::job);
        });
    }

    private long place(String jobId) {
        return jobs.byJobId(jobId).orElseThrow(Pages::invalid).id;
    }

    @Override
    public Optional<Job> lease(String worker, Instant now, Instant until) {
        return transactions.write(
                () -> jdbc.first("""
                        select id from job where state = 'QUEUED' or (state = 'RUNNING' and lease_until <= ?)
                        order by id fetch first 1 rows only for update skip locked
                        """, row -> row.getLong(1), now).map(id -> {
                    JobEntity row = jobs.findById(id);
                    row.state = Job.State.RUNNING;
                    row.attempts++;
                    row.worker = worker;
                    row.leaseUntil = until;
                    return JobMapping.job(row);
                }));
    }

    @Override
    public boolean extend(String id, String worker, Instant until) {
        return transactions.write(() -> {
            Optional<JobEntity> held = jobs.lockHeld(id, worker);
            held.ifPresent(row -> row.leaseUntil = until);
            return held.isPresent();
        });
    }

    @Override
    public boolean finish(String id, String worker, Job.Outcome outcome, Instant now) {
        return transactions.write(() -> {
            Optional<JobEntity> held = jobs.lockHeld(id, worker);
            held.ifPresent(row -> {
                row.state = Job.State.DONE;
                row.finishedAt = now;
                row.worker = null;
                row.leaseUntil = null;
                JobMapping.outcome(row, outcome);
            });
            return held.isPresent();
        });
    }

    @Override
    public long waiting() {
        return transactions.read(() -> jobs.count("state = ?1", Job.State.QUEUED));
    }

    @Override
    public Optional<Job> newestReport(VersionId version) {
        return transactions.read(() -> jobs.newestEnded(version).map(JobMapping::job));
    }

    @Override
    public Optional<Job> newestReport(VersionId version, Digest suite) {
        return transactions.read(() -> jobs.newestEnded(version, suite.hex()).map(JobMapping::job));
    }
}
