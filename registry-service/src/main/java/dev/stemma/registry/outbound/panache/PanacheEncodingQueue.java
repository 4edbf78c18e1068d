package dev.stemma.registry.outbound.panache;

import dev.stemma.blob.FamilyEncoder;
import dev.stemma.registry.model.EncodingJob;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.EncodingQueue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

@Singleton
final class PanacheEncodingQueue implements EncodingQueue {

    private static final String HELD = " where version_id = ? and state = 'RUNNING' and worker = ?";
    private static final int LONGEST_PROBLEM = 1_000;

    private final PanacheTransactions transactions;
    private final Jdbc jdbc;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Inject
    PanacheEncodingQueue(PanacheTransactions transactions, Jdbc jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public void enqueue(VersionId version, Instant now) {
        transactions.run(() -> {
            long id = jdbc.first(
                            """
                    select v.id from published_version v join name_entry n on n.id = v.name_id
                    where n.namespace = ? and n.name = ? and v.number = ?
                    """,
                            row -> row.getLong(1),
                            version.name().namespace(),
                            version.name().name(),
                            version.number())
                    .orElseThrow(() -> new IllegalArgumentException("there is no " + version));
            if (!jdbc.insertIfAbsent("encoding_job", "version_id, state, due_at, attempts", id, "WAITING", now, 0)) {
                var _ = jdbc.update("""
                        update encoding_job set state = 'WAITING', due_at = ?, attempts = 0, finished_at = null, problem = null
                        where version_id = ? and state in ('DONE', 'FAILED')
                        """, now, id);
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
        return transactions.write(() -> {
            giveUpDead(now);
            Optional<Long> due = jdbc.first("""
                    select version_id from encoding_job
                    where (state = 'WAITING' and due_at <= ?) or (state = 'RUNNING' and lease_until <= ?)
                    order by due_at, version_id fetch first 1 rows only for update skip locked
                    """, row -> row.getLong(1), now, now);
            return due.map(id -> {
                var _ = jdbc.update(
                        "update encoding_job set state = 'RUNNING', attempts = attempts + 1, worker = ?, lease_until = ?"
                                + " where version_id = ?",
                        worker,
                        until,
                        id);
                return job(id);
            });
        });
    }

    private void giveUpDead(Instant now) {
        List<Long> dead = jdbc.query("""
                        select version_id from encoding_job where state = 'RUNNING' and lease_until <= ? and attempts >= ?
                        for update skip locked
                        """, row -> row.getLong(1), now, MAX_ATTEMPTS);
        for (long id : dead) {
            var _ = jdbc.update(
                    "update encoding_job set state = 'FAILED', finished_at = ?, worker = null, lease_until = null, problem = ?"
                            + " where version_id = ?",
                    now,
                    "the server stopped each time while it was at work",
                    id);
        }
    }

    private EncodingJob job(long id) {
        return jdbc.first(
                        """
                        select n.namespace, n.name, v.number, j.attempts from encoding_job j
                        join published_version v on v.id = j.version_id join name_entry n on n.id = v.name_id
                        where j.version_id = ?
                        """,
                        row -> new EncodingJob(
                                id,
                                new VersionId(new ModelName(row.getString(1), row.getString(2)), row.getInt(3)),
                                row.getInt(4)),
                        id)
                .orElseThrow();
    }

    @Override
    public boolean extend(long id, String worker, Instant until) {
        return transactions.write(
                () -> jdbc.update("update encoding_job set lease_until = ?" + HELD, until, id, worker) == 1);
    }

    @Override
    public boolean finish(long id, String worker, FamilyEncoder.Encoded figures, Instant now) {
        return transactions.write(() -> jdbc.update(
                        "update encoding_job set state = 'DONE', finished_at = ?, worker = null, lease_until = null, problem = null,"
                                + " chunks = ?, before_bytes = ?, after_bytes = ?" + HELD,
                        now,
                        figures.chunks(),
                        figures.beforeBytes(),
                        figures.afterBytes(),
                        id,
                        worker)
                == 1);
    }

    @Override
    public boolean retry(long id, String worker, Instant at, String problem) {
        return transactions.write(() -> jdbc.update(
                        "update encoding_job set state = case when attempts >= ? then 'FAILED' else 'WAITING' end,"
                                + " due_at = ?, worker = null, lease_until = null, problem = ?" + HELD,
                        MAX_ATTEMPTS,
                        at,
                        problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM)),
                        id,
                        worker)
                == 1);
    }

    @Override
    public long waiting() {
        return count("WAITING");
    }

    @Override
    public long failed() {
        return count("FAILED");
    }

    private long count(String state) {
        return transactions.read(
                () -> jdbc.first("select count(*) from encoding_job where state = ?", row -> row.getLong(1), state)
                        .orElseThrow());
    }
}
