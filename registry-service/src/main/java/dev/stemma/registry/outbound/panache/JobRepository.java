package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.VersionId;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Rows of jobs. */
@Singleton
final class JobRepository implements PanacheRepository<JobEntity> {

    Optional<JobEntity> byJobId(String jobId) {
        return find("jobId = ?1", jobId).firstResultOptional();
    }

    /** The row, locked until the transaction ends, if it runs under that worker's lease. */
    Optional<JobEntity> lockHeld(String jobId, String worker) {
        return find("jobId = ?1 and state = ?2 and worker = ?3", jobId, Job.State.RUNNING, worker)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    Optional<JobEntity> newestEnded(VersionId version) {
        return find(
                        "task = ?1 and modelName = ?2 and modelNumber = ?3 and state = ?4 order by finishedAt desc, id desc",
                        JobEntity.TaskKind.VALIDATION,
                        version.name().toString(),
                        version.number(),
                        Job.State.DONE)
                .firstResultOptional();
    }

    Optional<JobEntity> newestEnded(VersionId version, String suiteDigest) {
        return find(
                        "task = ?1 and modelName = ?2 and modelNumber = ?3 and state = ?4 and suiteDigest = ?5"
                                + " order by finishedAt desc, id desc",
                        JobEntity.TaskKind.VALIDATION,
                        version.name().toString(),
                        version.number(),
                        Job.State.DONE,
                        suiteDigest)
                .firstResultOptional();
    }
}
